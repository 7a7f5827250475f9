/* Reading lines from the learner, as an await.
 *
 * On a terminal it is a line editor (libedit) with history and completion; without one, or on
 * one that cannot move its cursor, it reads plain lines. Either way the task that asks is
 * suspended until there is input, and other tasks run.
 *
 * Example:
 *     struct prompt *prompt = prompt_create(&(struct prompt_options){ .caps = &caps });
 *     char *line = NULL;
 *     while ((err = prompt_read(prompt, PROMPT_COMMAND, "> ", &line)) != PROMPT_END) {
 *         if (err == PROMPT_CANCELLED)
 *             continue;
 *         ...
 *         free(line);
 *     }
 *     prompt_destroy(prompt); */
#ifndef TERM_PROMPT_H
#define TERM_PROMPT_H

#include "term/caps.h"
#include "term/offers.h"

struct prompt;

/* Offers the words that may follow `before`, the line up to the word under the cursor. Never
 * suspends. */
typedef void prompt_complete_fn(const char *before, struct offers *offers, void *arg);

struct prompt_options {
    const struct caps *caps;      /* borrowed */
    const char *history_path;     /* copied; NULL: history ends with the session */
    prompt_complete_fn *complete; /* NULL: none */
    void *complete_arg;
};

enum prompt_kind {
    PROMPT_COMMAND, /* with history and completion */
    PROMPT_ANSWER,  /* with neither: what was answered is no command to repeat */
};

enum {
    PROMPT_CANCELLED = 1, /* Ctrl-C: the line is dropped */
    PROMPT_END = 2,       /* Ctrl-D on an empty line, or the input ended */
};

/* Never NULL. Call it in a task with a stack of TTY_STACK_BYTES. */
struct prompt *prompt_create(const struct prompt_options *options);
void prompt_destroy(struct prompt *prompt); /* takes NULL */

/* Asks and reads a line.
 *
 * Suspends the calling task until the line is there. Returns 0 and the line, owned, without its
 * newline; PROMPT_CANCELLED; PROMPT_END; or a negative error of the wait (ASYNC_ECANCELED). */
int prompt_read(struct prompt *prompt, enum prompt_kind kind, const char *question,
                char **ret_line);

/* For another task than the one that asks: takes the question and what was typed so far off the
 * screen, lets `print` write lines in their place, and puts them back below. Waits while nobody
 * asks, for the screen is somebody else's then.
 *
 * May suspend. Returns 0, or ASYNC_ECANCELED: nothing was printed. */
int prompt_interrupt(struct prompt *prompt, void (*print)(void *arg), void *arg);

#endif
