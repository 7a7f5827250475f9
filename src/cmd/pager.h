/* Results longer than a screen go through the learner's own $PAGER. */
#ifndef CMD_PAGER_H
#define CMD_PAGER_H

#include <stdio.h>

#include "cmd/app.h"

struct pager {
    FILE *pipe;     /* to its input; NULL: there is none */
    FILE *terminal; /* where results went before, and will again */
};

/* From now on the results go to $PAGER: where it is set, they would go to a terminal, and the
 * learner may be asked to press keys. In a session pages wait at our own prompt. */
void pager_begin(struct pager *pager, struct app *app);

/* Waits until the reader has left it. Nothing else runs meanwhile. */
void pager_end(struct pager *pager, struct app *app);

#endif
