/* watch: judging the learner's file on every save.
 *
 * From a shell that goes on until Ctrl-C. In a session a task behind the prompt does it: it
 * says each verdict above the line that is being typed, until `watch` is asked for again or the
 * session ends. */
#include "cmd/exercise.h"

#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/ask.h"
#include "cmd/judging.h"

/* ---- On every save ---- */

struct saves {
    struct async_file_watch *watch;
    struct buf judged; /* the text that was judged last */
};

static int saves_init(struct saves *saves, const struct exercise_work *work, struct diag *diag)
{
    *saves = (struct saves){ 0 };
    int err = async_file_watch_create(work->workspace.source, &saves->watch);
    if (err)
        diag_set(diag, work->workspace.dir, 0, 0, "cannot watch this: %s", async_strerror(err));
    return err ? -1 : 0;
}

static void saves_finish(struct saves *saves)
{
    async_file_watch_destroy(saves->watch);
    buf_finish(&saves->judged);
}

/* Whether there is another text than the one judged last: editors make several changes of one
 * save. A file that cannot be read now is one that an editor is about to replace. */
static bool has_new_text(struct saves *saves, const struct exercise_work *work)
{
    struct buf text = { 0 };
    struct diag ignored = { 0 };
    bool is_new = !file_read(work->workspace.source, &text, &ignored) &&
                  strcmp(buf_str(&text), buf_str(&saves->judged)) != 0;
    diag_finish(&ignored);
    if (is_new) {
        buf_finish(&saves->judged);
        saves->judged = text;
    } else {
        buf_finish(&text);
    }
    return is_new;
}

/* Waits for a text that was not judged yet; the first is there already. */
static int await_save(struct saves *saves, const struct exercise_work *work)
{
    int err = 0;
    while (!err && !has_new_text(saves, work))
        err = async_file_watch_wait(saves->watch);
    return err;
}

/* ---- From a shell ---- */

static int judge_saves(struct exercise_work *work, struct judging *judging, struct saves *saves)
{
    struct exercise_outcome outcome;
    int status = STATUS_OK;
    while (!await_save(saves, work)) {
        working_say(&judging->working, "Judging it.");
        exercise_judge(work, &judging->judge, &outcome);
        working_clear(&judging->working);
        status = exercise_tell(work, &outcome);
    }
    return status;
}

static int watch_in_front(struct exercise_work *work)
{
    struct judging judging;
    struct saves saves;
    struct diag diag = { 0 };
    if (saves_init(&saves, work, &diag))
        return cmd_fault(work->app, STATUS_LACKING, &diag);
    int status = judging_open(&judging, work->app, &work->assignment, exercise_options(work));
    if (status == STATUS_OK) {
        working_clear(&judging.working);
        out_text(app_screen(work->app), STYLE_DIM,
                 "Judged on every save. Ctrl-C ends that.\n\n");
        fflush(work->app->out);
        status = judge_saves(work, &judging, &saves);
        if (judging_close(&judging))
            status = STATUS_INTERRUPTED;
    }
    saves_finish(&saves);
    return status;
}

/* ---- Behind the prompt ---- */

struct watching {
    struct exercise_work work;
    struct judge_options options;
    struct async_task *task;
    struct exercise_outcome outcome; /* to be told */
};

static void tell(void *arg)
{
    struct watching *watching = arg;
    exercise_tell(&watching->work, &watching->outcome);
    out_text(app_screen(watching->work.app), STYLE_TEXT, "\n");
}

/* Tells the outcome as soon as somebody is at the prompt. */
static int tell_behind(struct watching *watching)
{
    int err = watching->outcome.err;
    if (err != ASYNC_ECANCELED)
        err = ask_interrupt(watching->work.app, tell, watching);
    if (err) {
        judgement_finish(&watching->outcome.judgement);
        diag_finish(&watching->outcome.diag);
    }
    return err;
}

static int judge_saves_behind(struct watching *watching, struct judge *judge,
                              struct saves *saves)
{
    int err = await_save(saves, &watching->work);
    while (!err) {
        exercise_judge(&watching->work, judge, &watching->outcome);
        err = tell_behind(watching);
        if (!err)
            err = await_save(saves, &watching->work);
    }
    return err;
}

static int watch_behind(void *arg)
{
    struct watching *watching = arg;
    struct exercise_work *work = &watching->work;
    struct exercise_outcome *outcome = &watching->outcome;
    struct judging judging;
    struct saves saves;
    outcome->err = saves_init(&saves, work, &outcome->diag);
    if (!outcome->err)
        outcome->err = judging_open_behind(&judging, work->app, &work->assignment,
                                           watching->options, &outcome->diag);
    int err = outcome->err;
    if (err) {
        err = tell_behind(watching);
    } else {
        err = judge_saves_behind(watching, &judging.judge, &saves);
        judging_close(&judging);
    }
    saves_finish(&saves);
    return err;
}

static int watch_behind_prompt(struct exercise_work *work)
{
    struct app *app = work->app;
    struct diag diag = { 0 };
    struct watching *watching = mem_alloc(sizeof(*watching));
    watching->options = exercise_options(work);
    if (exercise_work_init(&watching->work, app, work->exercise, &diag)) {
        exercise_work_finish(&watching->work);
        free(watching);
        return cmd_fault(app, STATUS_USAGE, &diag);
    }
    watching->task = async_create_task(async_coro(watch_behind, watching));
    app->watching = watching;
    out_say(app_screen(app), STYLE_TEXT,
            "%s is judged whenever you save it, and the verdict comes here. \"watch off\" ends "
            "that.\n",
            work->workspace.source);
    return STATUS_OK;
}

void exercise_watch_end(struct app *app)
{
    struct watching *watching = app->watching;
    if (!watching)
        return;
    async_task_cancel(watching->task, NULL);
    int err = async_await(watching->task, NULL);
    (void)err; /* that it was cancelled */
    async_task_release(watching->task);
    exercise_work_finish(&watching->work);
    free(watching);
    app->watching = NULL;
}

int exercise_watch_off(struct app *app)
{
    const char *said =
        app->watching ? "Nothing is watched any more.\n" : "Nothing is watched.\n";
    exercise_watch_end(app);
    out_text(app_screen(app), STYLE_TEXT, said);
    return STATUS_OK;
}

/* ---- The verb ---- */

int exercise_watch(struct exercise_work *work)
{
    struct app *app = work->app;
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    if (!app->in_session)
        return watch_in_front(work);
    if (app->watching && app->watching->work.exercise == work->exercise)
        return exercise_watch_off(app);
    exercise_watch_end(app);
    return watch_behind_prompt(work);
}
