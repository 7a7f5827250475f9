/* Asking the learner: one prompt for the whole program, and pages that wait to be read. All
 * of it may suspend. */
#ifndef CMD_ASK_H
#define CMD_ASK_H

#include "cmd/app.h"
#include "term/prompt.h"

/* Reads a line at the prompt. Returns 0 and the line (owned, without blanks at its ends);
 * PROMPT_CANCELLED after Ctrl-C; PROMPT_END after Ctrl-D or when the input is over. */
int ask_line(struct app *app, enum prompt_kind kind, const char *question, char **ret_line);

/* For a task behind the prompt: as prompt_interrupt(). */
int ask_interrupt(struct app *app, void (*print)(void *arg), void *arg);

/* Joins further lines to `text`, up to an empty one or Ctrl-D. Returns 0, or
 * PROMPT_CANCELLED after Ctrl-C. */
int ask_more(struct app *app, struct buf *text);

/* Shows Markdown a screenful at a time, and a blank line where a prompt may follow. Returns
 * 0, or PROMPT_END when the reader left in the middle. */
int ask_show(struct app *app, const char *markdown);

/* Shows lines that are laid out already in the same way. */
int ask_show_lines(struct app *app, const struct lines *lines);

#endif
