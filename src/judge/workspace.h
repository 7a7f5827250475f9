/* The learner's own copy of an exercise. What the learner wrote is never overwritten. */
#ifndef JUDGE_WORKSPACE_H
#define JUDGE_WORKSPACE_H

#include <stdbool.h>

#include "base/diag.h"
#include "judge/assignment.h"

/* All owned. */
struct workspace {
    char *dir;     /* WORKSPACE/ID */
    char *source;  /* the file to write: DIR/fetch_urls.c */
    char *header;  /* what is given: DIR/fetch_urls.h */
    char *trace;   /* the run that decided about the last check: DIR/last-run.jsonl */
    char *starter; /* where the source comes from, in the course */
};

/* Where things are; touches nothing. */
void workspace_init(struct workspace *workspace, const struct assignment *assignment);
void workspace_finish(struct workspace *workspace);

/* Puts the starter and the header there, each only if there is no such file. Returns 0, or -1
 * with `diag`. */
int workspace_start(const struct workspace *workspace, const struct assignment *assignment,
                    bool *ret_is_new, struct diag *diag);

/* Puts the starter in the place of the source, which is kept under the name `*ret_backup`
 * (owned; NULL if there was none). Returns 0, or -1 with `diag`. */
int workspace_reset(const struct workspace *workspace, const struct assignment *assignment,
                    char **ret_backup, struct diag *diag);

#endif
