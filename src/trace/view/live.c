/* Three tasks share the view: one reads keys (it is the caller's), one lets the playback go on
 * when its time has come, one follows the program. Each of them redraws after a change. */
#include "trace/view/live.h"

#include <errno.h>

#include <async.h>

#include "course/course.h"
#include "trace/view/keys.h"
#include "trace/view/view.h"

enum {
    USUAL_PANES = PANE_SOURCE | PANE_LOOP | PANE_TASKS | PANE_OUTPUT,
    HELD_MS = 1000, /* how often is shown for how long a step goes on already */
};

struct live {
    struct live_request request;
    struct screen *screen;
    struct model model;
    struct playback playback;
    struct view view;
    struct buf ending;
    struct async_event changed; /* the player should look again */
    int64_t advanced_ms;        /* when it last let the playback go on */
    int64_t heard_ms;           /* when the last record came */
};

/* The program is in the middle of a tick, and nothing more of it has come yet. */
static bool is_in_step(const struct live *live)
{
    const struct state *state = &live->model.state;
    return !live->playback.is_over && state->is_in_tick &&
           state->position == live->request.recording->count;
}

static void draw(struct live *live)
{
    live->view.held_ms = is_in_step(live) ? async_time_ms() - live->heard_ms : 0;
    view_draw(&live->view, live->screen);
}

/* ---- The program ---- */

static void say(const char *commands, void *arg)
{
    struct live *live = arg;
    watch_say(live->request.watch, commands);
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    struct live *live = arg;
    playback_record(&live->playback, record);
    live->heard_ms = async_time_ms();
    async_event_set(&live->changed);
}

static int follow(void *arg)
{
    struct live *live = arg;
    int err = watch_follow(live->request.watch);
    live->playback.is_over = true;
    if (watch_describe_end(live->request.watch, &live->ending))
        live->view.ending = buf_str(&live->ending);
    async_event_set(&live->changed);
    return err;
}

/* ---- Time ---- */

/* Waits until something has changed, for at most so long. */
static int wait_for_change(struct live *live, int delay_ms)
{
    struct async_timeout limit;
    int err = async_timeout_enter(&limit, delay_ms < 0 ? ASYNC_NO_TIMEOUT : delay_ms);
    if (err)
        return err;
    return async_timeout_exit(&limit, async_event_wait(&live->changed));
}

/* What is left of the playback's delay; -1: it has none. */
static int delay_left_ms(const struct live *live)
{
    int delay_ms = playback_delay_ms(&live->playback);
    int64_t passed_ms = async_time_ms() - live->advanced_ms;
    if (delay_ms < 0)
        return -1;
    return passed_ms < delay_ms ? (int)(delay_ms - passed_ms) : 0;
}

/* News of a fast program come in frames. */
static int play(void *arg)
{
    struct live *live = arg;
    for (;;) {
        int delay_ms = delay_left_ms(live);
        bool is_at_rest = delay_ms < 0;
        int err = wait_for_change(live, is_at_rest && is_in_step(live) ? HELD_MS : delay_ms);
        bool is_due = err == ASYNC_ETIMEDOUT && !is_at_rest;
        if (err && err != ASYNC_ETIMEDOUT)
            return err;
        if (is_due) {
            live->advanced_ms = async_time_ms();
            playback_advance(&live->playback);
        }
        async_event_clear(&live->changed);
        playback_news(&live->playback);
        draw(live);
        err = is_due ? 0 : async_sleep(PLAYBACK_FRAME_MS);
        if (err)
            return err;
    }
}

/* ---- Keys ---- */

static int read_keys(struct live *live)
{
    for (;;) {
        int key, err = screen_read_key(live->screen, &key);
        if (err)
            return err;
        if (keys_leave(&live->view, key))
            return key == KEYS_INTERRUPT ? -EINTR : 0;
        keys_obey(&live->view, &live->playback, key);
        async_event_set(&live->changed);
        draw(live);
    }
}

/* ---- All of it ---- */

static void begin(struct live *live)
{
    const struct live_request *request = &live->request;
    model_init(&live->model, request->recording);
    model_seek(&live->model,
               request->recording->count); /* makes snapshots of a recorded trace */
    model_seek(&live->model, request->at);
    live->playback = (struct playback){
        .model = &live->model,
        .say = request->watch ? say : NULL,
        .say_arg = live,
        .is_led = request->is_led,
        .is_over = !request->watch,
        .is_paused = request->at > 0,
        .with_internals = request->with_internals,
        .speed = request->speed > 0 ? request->speed : PLAYBACK_SPEED,
    };
    live->view = (struct view){
        .caps = request->caps,
        .model = &live->model,
        .playback = &live->playback,
        .title = request->title,
        .hint = request->hint,
        .label = request->label,
        .story = request->story,
        .ending = request->ending,
        .panes = request->panes ? request->panes : (unsigned)USUAL_PANES,
        .sources = { .home = request->home,
                     .beside = request->recording->folder,
                     .main = request->source },
    };
    async_event_init(&live->changed);
    request->recording->observe = request->watch ? observe : NULL;
    request->recording->observe_arg = live;
}

static void finish(struct live *live)
{
    live->request.recording->observe = NULL;
    screen_close(live->screen);
    view_finish(&live->view);
    model_finish(&live->model);
    buf_finish(&live->ending);
}

static void end_task(struct async_task *task)
{
    if (!task)
        return;
    async_task_cancel(task, NULL);
    int err = async_await(task, NULL);
    (void)err; /* that it was cancelled */
    async_task_release(task);
}

int live_show(const struct live_request *request)
{
    struct live live = { .request = *request };
    live.screen = screen_open(request->caps);
    if (!live.screen)
        return -ENOTTY;
    begin(&live);
    struct async_task *follower =
        request->watch ? async_create_task(async_coro(follow, &live)) : NULL;
    struct async_task *player = async_create_task(async_coro(play, &live));
    draw(&live);
    int err = read_keys(&live);
    if (request->watch && !live.playback.is_over)
        watch_stop(request->watch);
    end_task(player);
    end_task(follower);
    finish(&live);
    return err;
}
