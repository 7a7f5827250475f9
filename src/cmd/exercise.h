/* The learner's side of the coding exercises: what the verbs of `exercise` share. */
#ifndef CMD_EXERCISE_H
#define CMD_EXERCISE_H

#include "cmd/cmd.h"
#include "judge/assignment.h"
#include "judge/judge.h"
#include "judge/workspace.h"
#include "progress/store.h"

struct exercise_work {
    struct app *app;
    const struct cmd_args *args;
    const struct exercise *exercise; /* of the course */
    struct arena arena;
    struct assignment assignment;
    struct workspace workspace;
    struct exercise_state state; /* as stored before this command */
};

/* A verb: everything said; returns an enum status. May suspend. */
typedef int exercise_fn(struct exercise_work *work);

exercise_fn exercise_start, exercise_diff, exercise_reset; /* exercise_files.c */
exercise_fn exercise_check, exercise_watch;                /* exercise_check.c */
exercise_fn exercise_run, exercise_trace;                  /* exercise_show.c */
exercise_fn exercise_hint, exercise_solution;              /* exercise_help.c */

/* False when there is no source yet: that was said on stderr. */
bool exercise_is_started(struct exercise_work *work);

/* ---- Judging, for the verbs that do (exercise_check.c) ---- */

/* Judges the file in the workspace. Returns STATUS_OK, and judgement_finish() is the caller's; or
 * another status, everything said. May suspend. */
int exercise_submit(struct exercise_work *work, struct judge *judge,
                    struct judgement *ret_judgement);

/* Keeps the run that decided, for exercise_trace(). */
void exercise_keep_trace(struct exercise_work *work, const struct judgement *judgement);

#endif
