/* check: judging the learner's file. */
#include "cmd/exercise.h"

#include <inttypes.h>

#include <async.h>

#include "base/file.h"
#include "cmd/judgement_print.h"
#include "cmd/judging.h"

/* ---- Judging the file ---- */

struct judge_options exercise_options(const struct exercise_work *work)
{
    return (struct judge_options){ .is_quick = work->args && cmd_has(work->args, "quick"),
                                   .is_alone = true };
}

void exercise_judge(struct exercise_work *work, struct judge *judge,
                    struct exercise_outcome *ret_outcome)
{
    const char *source = work->workspace.source;
    uint64_t seed = judge_seed_of(judge_hash_of(source));
    if (work->args)
        seed = (uint64_t)cmd_number_or(work->args, "seed", (long long)seed);
    *ret_outcome = (struct exercise_outcome){ 0 };
    ret_outcome->err =
        judge_submit(judge, source, seed, &ret_outcome->judgement, &ret_outcome->diag);
}

/* A run that nobody can look at later is no reason to say nothing now. */
void exercise_keep_trace(struct exercise_work *work, const struct judgement *judgement)
{
    struct diag diag = { 0 };
    if (judgement->trace.len &&
        file_write(work->workspace.trace, judgement->trace.data, judgement->trace.len, &diag))
        cmd_fault(work->app, STATUS_LACKING, &diag);
}

static void record(struct exercise_work *work, const struct judgement *judgement)
{
    struct buf detail = { 0 };
    buf_addf(&detail, "{\"seed\":%" PRIu64 "}", judgement->seed);
    const struct attempt attempt = {
        .id = work->assignment.id,
        .kind = ATTEMPT_EXERCISE,
        .verdict = verdict_words[judgement->verdict],
        .score = judgement->verdict == VERDICT_PASS,
        .detail = buf_str(&detail),
    };
    app_record(work->app, &attempt);
    buf_finish(&detail);
}

static void say_what_next(struct exercise_work *work, const struct judgement *judgement)
{
    const struct out *screen = app_screen(work->app);
    const char *id = work->assignment.id, *caller = app_caller(work->app);
    if (judgement->verdict == VERDICT_PASS)
        out_say(screen, STYLE_HINT, "\nOther ways to solve it: %sexercise solution %s\n",
                caller, id);
    else if (judgement->trace.len)
        out_say(screen, STYLE_HINT,
                "\nWatch that run: %sexercise trace %s. A nudge: %sexercise hint %s.\n", caller,
                id, caller, id);
    else
        out_say(screen, STYLE_HINT, "\nA nudge: %sexercise hint %s\n", caller, id);
}

int exercise_tell(struct exercise_work *work, struct exercise_outcome *outcome)
{
    struct judgement *judgement = &outcome->judgement;
    if (outcome->err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    if (outcome->err)
        return cmd_fault(work->app, STATUS_LACKING, &outcome->diag);
    exercise_keep_trace(work, judgement);
    record(work, judgement);
    judgement_print(work->app, judgement);
    say_what_next(work, judgement);
    fflush(work->app->out);
    int status = judgement->verdict == VERDICT_PASS ? STATUS_OK : STATUS_FAILED;
    judgement_finish(judgement);
    return status;
}

int exercise_check(struct exercise_work *work)
{
    struct judging judging;
    struct exercise_outcome outcome;
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    int status = judging_open(&judging, work->app, &work->assignment, exercise_options(work));
    if (status != STATUS_OK)
        return status;
    working_say(&judging.working, "Judging it; Ctrl-C stops that.");
    exercise_judge(work, &judging.judge, &outcome);
    bool is_interrupted = judging_close(&judging);
    status = exercise_tell(work, &outcome);
    return is_interrupted ? STATUS_INTERRUPTED : status;
}
