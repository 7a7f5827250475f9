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
    const struct cmd_args *args; /* of the command; NULL for what goes on behind the prompt */
    const struct exercise *exercise; /* of the course */
    struct arena arena;
    struct assignment assignment;
    struct workspace workspace;
    struct exercise_state state; /* as stored before this command */
};

/* Looks up all there is to know. Returns 0, or -1 with `diag`; exercise_work_finish() in both
 * cases. */
int exercise_work_init(struct exercise_work *work, struct app *app,
                       const struct exercise *exercise, struct diag *diag);
void exercise_work_finish(struct exercise_work *work);

/* A verb: everything said; returns an enum status. May suspend. */
typedef int exercise_fn(struct exercise_work *work);

exercise_fn exercise_start, exercise_edit, exercise_diff, exercise_reset; /* exercise_files.c */
exercise_fn exercise_check;                                               /* exercise_check.c */
exercise_fn exercise_watch;                                               /* exercise_watch.c */
exercise_fn exercise_run, exercise_trace;                                 /* exercise_show.c */
exercise_fn exercise_hint, exercise_solution;                             /* exercise_help.c */

/* False when there is no source yet: that was said on stderr. */
bool exercise_is_started(struct exercise_work *work);

/* ---- Judging, for the verbs that do (exercise_check.c) ---- */

/* What came of judging the file in the workspace. */
struct exercise_outcome {
    int err;                    /* as of judge_submit() */
    struct judgement judgement; /* if that is 0 */
    struct diag diag;           /* if it is negative */
};

/* What the options of the command ask for. */
struct judge_options exercise_options(const struct exercise_work *work);

/* Judges it and says nothing. May suspend. */
void exercise_judge(struct exercise_work *work, struct judge *judge,
                    struct exercise_outcome *ret_outcome);

/* Keeps the run that decided, for exercise_trace(). */
void exercise_keep_trace(struct exercise_work *work, const struct judgement *judgement);

/* Keeps the run, records the attempt, says the verdict and what to do next, and finishes the
 * outcome. Returns an enum status. */
int exercise_tell(struct exercise_work *work, struct exercise_outcome *outcome);

/* ---- Watching behind the prompt of a session (exercise_watch.c) ---- */

/* Ends it, if there is one. May suspend. */
void exercise_watch_end(struct app *app);

/* The same, and says so: `exercise watch off`. */
int exercise_watch_off(struct app *app);

#endif
