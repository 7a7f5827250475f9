/* What is to be reviewed now: the cards of progress/review.h that the course can still ask. */
#ifndef QUIZ_DUE_H
#define QUIZ_DUE_H

#include "progress/review.h"
#include "quiz/item.h"

struct due {
    struct items items; /* due now, the longest due first */
    size_t gone;        /* due too, but the course no longer has them */
    int64_t next_at;    /* when the first of the others will be due; 0: there are no others */
    struct arena arena;
};

/* Reads what was answered. Returns 0, or -1 with `diag`; due_finish() in both cases. */
int due_init(struct due *due, const struct course *course, struct store *store, int64_t now,
             struct diag *diag);
void due_finish(struct due *due);

/* Adds "in 3 days", "in 5 hours", "in 10 minutes" or "within a minute". */
void due_add_time(int64_t seconds, struct buf *text);

#endif
