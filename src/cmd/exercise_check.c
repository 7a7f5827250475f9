/* check, watch: judging the learner's file. */
#include "cmd/exercise.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <async.h>

#include "base/child.h"
#include "base/file.h"
#include "cmd/judgement_print.h"
#include "cmd/judging.h"

/* ---- Judging the file ---- */

int exercise_submit(struct exercise_work *work, struct judge *judge,
                    struct judgement *judgement)
{
    struct buf source = { 0 };
    struct diag diag = { 0 };
    if (file_read(work->workspace.source, &source, &diag))
        return cmd_fault(work->app, STATUS_USAGE, &diag);
    uint64_t seed = judge_seed_of(buf_str(&source), source.len);
    seed = (uint64_t)cmd_number_or(work->args, "seed", (long long)seed);
    buf_finish(&source);
    int err = judge_submit(judge, work->workspace.source, seed, judgement, &diag);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    return err ? cmd_fault(work->app, STATUS_LACKING, &diag) : STATUS_OK;
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

static int judge_once(struct exercise_work *work, struct judge *judge)
{
    struct judgement judgement;
    int status = exercise_submit(work, judge, &judgement);
    if (status != STATUS_OK)
        return status;
    exercise_keep_trace(work, &judgement);
    record(work, &judgement);
    judgement_print(work->app, &judgement);
    say_what_next(work, &judgement);
    fflush(work->app->out);
    status = judgement.verdict == VERDICT_PASS ? STATUS_OK : STATUS_FAILED;
    judgement_finish(&judgement);
    return status;
}

static int open_judging(struct exercise_work *work, struct judging *judging)
{
    const struct judge_options options = { .is_quick = cmd_has(work->args, "quick") };
    return judging_open(judging, work->app, &work->assignment, options);
}

int exercise_check(struct exercise_work *work)
{
    struct judging judging;
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    int status = open_judging(work, &judging);
    if (status != STATUS_OK)
        return status;
    status = judge_once(work, &judging.judge);
    return judging_close(&judging) ? STATUS_INTERRUPTED : status;
}

/* ---- On every save ---- */

/* Whether the directory's news, which are taken, are about the source. Editors write another file
 * and rename it, so the directory is what has to be watched. */
static bool is_about_source(const struct exercise_work *work, int news)
{
    const char *name = strrchr(work->workspace.source, '/') + 1;
    char bytes[4096] __attribute__((aligned(8)));
    ssize_t len = read(news, bytes, sizeof(bytes));
    for (ssize_t at = 0; at < len;) {
        const struct inotify_event *event = (const void *)(bytes + at);
        if (event->len && strcmp(event->name, name) == 0)
            return true;
        at += (ssize_t)(sizeof(*event) + event->len);
    }
    return false;
}

static int watch_directory(struct exercise_work *work, struct judge *judge, int news)
{
    int err = 0, status = judge_once(work, judge);
    while (!err) {
        err = async_wait_readable(news);
        if (!err && is_about_source(work, news))
            status = judge_once(work, judge);
    }
    return status;
}

static int open_news(const struct exercise_work *work)
{
    int news = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (news >= 0 &&
        inotify_add_watch(news, work->workspace.dir, IN_CLOSE_WRITE | IN_MOVED_TO) >= 0)
        return news;
    child_close(news);
    return -1;
}

int exercise_watch(struct exercise_work *work)
{
    struct judging judging;
    struct diag diag = { 0 };
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    int news = open_news(work);
    if (news < 0) {
        diag_set(&diag, work->workspace.dir, 0, 0, "cannot watch this: %s", strerror(errno));
        return cmd_fault(work->app, STATUS_LACKING, &diag);
    }
    int status = open_judging(work, &judging);
    if (status == STATUS_OK) {
        out_text(app_screen(work->app), STYLE_DIM,
                 "Judged on every save. Ctrl-C ends that.\n\n");
        status = watch_directory(work, &judging.judge, news);
        judging_close(&judging);
    }
    child_close(news);
    return status;
}
