/* The built program of a step's demo. May suspend. */
#ifndef CMD_DEMO_PROGRAM_H
#define CMD_DEMO_PROGRAM_H

#include "cmd/app.h"
#include "course/course.h"
#include "course/question.h"

/* Finds a program of the step, made of `source` (its `demo` or `broken`), as `make` built
 * it; one that is missing or older than its source is built into the cache. Returns 0 and
 * its path (owned); -1 with `diag`: no compiler, a fault in the source; or ASYNC_ECANCELED
 * after Ctrl-C. */
int demo_program(struct app *app, const struct step *step, const char *source, char **ret_path,
                 struct diag *diag);

/* Lets the demo run unseen on the virtual clock: what a prediction is about. The lines are in
 * `arena`.
 * Returns 0, -1 with `diag`, or ASYNC_ECANCELED after Ctrl-C. */
int demo_observe(struct app *app, const struct step *step, struct arena *arena,
                 struct question_run *ret_run, struct diag *diag);

#endif
