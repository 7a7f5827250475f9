/* A submission as a program of its own, which runs its function once with the real clock and
 * network and without walls: for the learner who wants to see it work, not for a verdict. */
#ifndef JUDGE_REAL_H
#define JUDGE_REAL_H

#include <stdbool.h>

#include "judge/judge.h"

/* All strings are in the arena. */
struct real_program {
    struct arena arena;
    const char *const *argv; /* up to a NULL; there while the judge is open */
    const char *schedule;    /* title of what it runs under, the first of the exercise */
    const char *said;        /* what the compiler said; "" if nothing */
    bool compiles;           /* else there is nothing to run */
};

/* Makes it of the file; the judge was opened with `is_real`. May suspend. Returns 0;
 * ASYNC_ECANCELED; or -1 with `diag`: something is missing here. real_finish() in any case. */
int real_prepare(struct judge *judge, const char *file, struct real_program *ret_program,
                 struct diag *diag);
void real_finish(struct real_program *program);

#endif
