/* The judging of one submission. */
#ifndef JUDGE_TRIAL_H
#define JUDGE_TRIAL_H

#include "judge/build.h"
#include "judge/judge.h"
#include "judge/schedules.h"

struct trial {
    struct judge *judge;
    struct judgement judgement;      /* being made; the caller's after trial_finish() */
    char *object, *sanitized_object; /* owned: paths of the compiled submission */
    struct build sanitized;          /* the second build, if it has begun */
    struct schedules schedules;
};

void trial_init(struct trial *trial, struct judge *judge, const char *file, uint64_t seed);
/* May suspend. Returns 0 with a judgement; ASYNC_ECANCELED; or -1 with `diag`. */
int trial_run(struct trial *trial, struct diag *diag);
void trial_finish(struct trial *trial);

#endif
