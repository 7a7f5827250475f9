/* A free-text answer, from its spelling to its marks. All of it may suspend. */
#ifndef CMD_EXAMINE_H
#define CMD_EXAMINE_H

#include "cmd/app.h"
#include "quiz/item.h"

/* Asks about probable misspellings, grades, stores the answer, and shows what the examiner says
 * and the model answer. Where the examiner is unsure, learners mark themselves. `recall` is
 * RECALL_BY_SCORE, or RECALL_NONE for an answer given after the model answer was seen.
 *
 * Returns 0 with the share of the full marks, 0 to 1; or -1 if this question cannot be graded
 * here, which was said on stderr: nothing is stored then. */
int examine(struct app *app, const struct item *item, const char *typed, int64_t seconds,
            enum recall recall, double *ret_share);

/* A question that leads to the n-th point, from 0; they repeat. */
void examine_hint(struct app *app, const struct item *item, int n);

/* The model answer and where to read on. */
void examine_show_model(struct app *app, const struct item *item);

#endif
