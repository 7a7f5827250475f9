/* "Read this first": a question that one key answers. */
#ifndef TERM_PAUSE_H
#define TERM_PAUSE_H

#include "term/prompt.h"

/* Shows the question, waits for Enter or space to go on, or for q to stop, and takes the
 * question off the screen again. The `ask` of out_page(): `arg` is a const struct out on the
 * terminal. Where stdin is no terminal it goes on at once.
 *
 * Suspends the calling task. Returns 0 to go on; PROMPT_CANCELLED for q, Esc and Ctrl-C;
 * PROMPT_END for Ctrl-D and at the end of the input; or the error with which the wait ended
 * (ASYNC_ECANCELED). */
int pause_ask(void *arg);

#endif
