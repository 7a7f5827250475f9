/* run, trace: seeing what the learner's file does on the loop. */
#include "cmd/exercise.h"

#include <string.h>

#include <async.h>

#include "base/file.h"
#include "cmd/judgement_print.h"
#include "cmd/judging.h"
#include "cmd/tracing.h"
#include "judge/real.h"

/* ---- Under one schedule, or the last run again ---- */

int exercise_trace(struct exercise_work *work)
{
    struct tracing tracing;
    const char *path = work->workspace.trace;
    if (!file_exists(path))
        return cmd_usage_fault(work->app, NULL,
                               "there is no run to look at: \"%sexercise check %s\" makes one",
                               app_caller(work->app), work->assignment.id);
    int status = tracing_options(work->app, work->args, "virtual", &tracing);
    if (status != STATUS_OK)
        return status;
    tracing.name = work->assignment.id;
    tracing.home = work->workspace.dir;
    tracing.source = strrchr(work->workspace.source, '/') + 1; /* as the trace names it */
    return tracing_replay(work->app, path, &tracing);
}

static int show_sample(struct exercise_work *work, struct exercise_outcome *outcome)
{
    if (outcome->err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    if (outcome->err)
        return cmd_fault(work->app, STATUS_LACKING, &outcome->diag);
    exercise_keep_trace(work, &outcome->judgement);
    if (outcome->judgement.trace.len)
        exercise_trace(work);
    judgement_print(work->app, &outcome->judgement);
    judgement_finish(&outcome->judgement);
    return STATUS_OK;
}

static int run_sample(struct exercise_work *work)
{
    struct judging judging;
    struct exercise_outcome outcome;
    const struct judge_options options = { .is_sample = true };
    int status = judging_open(&judging, work->app, &work->assignment, options);
    if (status != STATUS_OK)
        return status;
    exercise_judge(work, &judging.judge, &outcome);
    judging_close(&judging);
    return show_sample(work, &outcome);
}

/* ---- For real ---- */

static int run_program(struct exercise_work *work, const struct real_program *program)
{
    struct tracing tracing;
    const struct out *screen = app_screen(work->app);
    out_text(screen, STYLE_TEXT, program->said);
    if (!program->compiles)
        return STATUS_FAILED;
    int status = tracing_options(work->app, work->args, "real", &tracing);
    if (status != STATUS_OK)
        return status;
    out_say(screen, STYLE_HINT, "For real: %s.\n", program->schedule);
    tracing.argv = program->argv;
    tracing.name = work->assignment.id;
    tracing.home = work->workspace.dir;
    return tracing_run(work->app, &tracing);
}

static int prepare_and_run(struct exercise_work *work, struct judging *judging)
{
    struct real_program program;
    struct diag diag = { 0 };
    int err = real_prepare(&judging->judge, work->workspace.source, &program, &diag);
    working_clear(&judging->working);
    int status = err == ASYNC_ECANCELED ? STATUS_INTERRUPTED
                 : err                  ? cmd_fault(work->app, STATUS_LACKING, &diag)
                                        : run_program(work, &program);
    real_finish(&program);
    return status;
}

static int run_for_real(struct exercise_work *work)
{
    struct judging judging;
    const struct judge_options options = { .is_real = true };
    int status = judging_open(&judging, work->app, &work->assignment, options);
    if (status != STATUS_OK)
        return status;
    status = prepare_and_run(work, &judging);
    return judging_close(&judging) ? STATUS_INTERRUPTED : status;
}

int exercise_run(struct exercise_work *work)
{
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    return cmd_has(work->args, "real") ? run_for_real(work) : run_sample(work);
}
