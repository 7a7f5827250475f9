/* The prompt is the caller's task; another one follows the program. A question that needs
 * more of the program waits until it has made that tick, or was interrupted. */
#include "cmd/tracing_ask.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "base/suggest.h"
#include "cmd/ask.h"
#include "cmd/interrupt.h"
#include "term/pause.h"
#include "trace/describe.h"
#include "trace/export/export.h"
#include "trace/find.h"
#include "trace/log.h"
#include "trace/loop_lines.h"
#include "trace/playback.h"
#include "trace/tree.h"
#include "trace/whereabouts.h"
#include "trace/why.h"

struct asking {
    struct app *app;
    const struct live_request *request;
    struct model model;
    struct playback playback;
    struct async_event changed; /* there is more of the program, or it is over */
};

/* ---- The program ---- */

static void say(const char *commands, void *arg)
{
    const struct asking *asking = arg;
    watch_say(asking->request->watch, commands);
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    struct asking *asking = arg;
    playback_record(&asking->playback, record);
    async_event_set(&asking->changed);
}

static int follow(void *arg)
{
    struct asking *asking = arg;
    int err = watch_follow(asking->request->watch);
    asking->playback.is_over = true;
    async_event_set(&asking->changed);
    return err;
}

static void stop(void *arg)
{
    const struct asking *asking = arg;
    if (asking->request->watch)
        watch_stop(asking->request->watch);
}

/* Until what was asked for is there. Ctrl-C stops a program that never gets there. */
static void wait_for_wish(struct asking *asking)
{
    struct interrupt interrupt;
    interrupt_begin(&interrupt, stop, asking);
    int err = 0;
    while (!err && asking->playback.wish != PLAYBACK_NOTHING) {
        err = async_event_wait(&asking->changed);
        async_event_clear(&asking->changed);
        playback_news(&asking->playback);
    }
    interrupt_end(&interrupt);
}

/* ---- Lines ---- */

__attribute__((format(printf, 2, 3))) static void tell(struct asking *asking,
                                                       const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    out_say(app_screen(asking->app), STYLE_TEXT, "%s\n", buf_str(&text));
    buf_finish(&text);
}

/* The events of records [from, to), with those that are folded away or without. False if the
 * reader has had enough. */
static bool tell_events(struct asking *asking, size_t from, size_t to, bool with_internals)
{
    const struct recording *recording = asking->model.recording;
    const struct out *screen = app_screen(asking->app);
    struct lines rows = { 0 };
    for (size_t i = from; i < to; i++)
        log_record(recording, recording_at(recording, i), i, with_internals,
                   out_columns(screen), &rows);
    int err = out_page(screen, &rows, pause_ask, &asking->app->screen);
    lines_finish(&rows);
    return !err;
}

static void tell_place(struct asking *asking)
{
    size_t shown = playback_shown(&asking->playback);
    if (shown)
        tell_events(asking, shown - 1, shown, true); /* that it shows is settled */
    else
        tell(asking, "This is the beginning.");
}

/* ---- Questions ---- */

static bool is_at_end(const struct asking *asking)
{
    return asking->playback.is_over &&
           asking->model.state.position == asking->model.recording->count;
}

/* That there is no further event, and how the program ended if not well. */
static void tell_end(struct asking *asking)
{
    const struct live_request *request = asking->request;
    struct buf ending = { 0 };
    tell(asking, "That was the last event.");
    if (request->ending)
        buf_adds(&ending, request->ending);
    else if (request->watch)
        watch_describe_end(request->watch, &ending);
    if (ending.len)
        tell(asking, "%s.", buf_str(&ending));
    buf_finish(&ending);
}

/* False if there is none after it, or the reader has had enough. */
static bool tell_next(struct asking *asking)
{
    size_t before = asking->model.state.position;
    playback_event(&asking->playback);
    wait_for_wish(asking);
    bool goes_on = tell_events(asking, before, asking->model.state.position,
                               asking->playback.with_internals);
    if (!is_at_end(asking))
        return goes_on;
    tell_end(asking);
    return false;
}

/* Where a wish has led to, once it is there. */
static void tell_arrival(struct asking *asking)
{
    wait_for_wish(asking);
    tell_place(asking);
    if (is_at_end(asking))
        tell_end(asking);
}

static void ask_next(struct asking *asking, const char *rest)
{
    tell_next(asking);
}

static void ask_run(struct asking *asking, const char *rest)
{
    while (tell_next(asking))
        ;
}

static void ask_back(struct asking *asking, const char *rest)
{
    playback_event_back(&asking->playback);
    tell_place(asking);
}

static void ask_at(struct asking *asking, const char *rest)
{
    char *end;
    unsigned long tick = strtoul(rest, &end, 10);
    if (end == rest || *end || tick == 0 || tick > UINT32_MAX) {
        tell(asking, "Which tick? Say its number: at 3");
        return;
    }
    playback_at(&asking->playback, (uint32_t)tick);
    tell_arrival(asking);
}

static void ask_same(struct asking *asking, const char *rest)
{
    playback_same(&asking->playback);
    tell_arrival(asking);
}

static void ask_find(struct asking *asking, const char *rest)
{
    size_t found, from = asking->model.state.position;
    if (*rest && find_event(asking->model.recording, rest, from,
                            asking->playback.with_internals, &found)) {
        if (found < from)
            tell(asking, "From the beginning: no later event says \"%s\".", rest);
        playback_go(&asking->playback, found + 1);
        tell_place(asking);
    } else {
        tell(asking,
             *rest ? "Nothing that was recorded says \"%s\"."
                   : "Find what? Say it: find lock%s",
             rest);
    }
}

static void ask_loop(struct asking *asking, const char *rest)
{
    struct lines lines = { 0 };
    loop_lines(&asking->model, &lines);
    out_lines(app_screen(asking->app), &lines);
    lines_finish(&lines);
}

static void ask_unfold(struct asking *asking, const char *rest)
{
    playback_unfold(&asking->playback);
    tell(asking, asking->playback.with_internals
                     ? "Timers and the library's own doings are events too now."
                     : "Timers and the library's own doings are left out again.");
}

static void ask_export(struct asking *asking, const char *rest)
{
    const struct live_request *request = asking->request;
    const struct export_request file = { request->recording, request->title, request->home };
    struct diag diag = { 0 };
    if (!*rest)
        tell(asking, "Where to? Say a file: export run.html");
    else if (export_write(&file, rest, &diag))
        tell(asking, "%s.", diag.message);
    else
        tell(asking, "Wrote %s: %zu events.", rest, request->recording->count);
    diag_finish(&diag);
}

static void ask_tasks(struct asking *asking, const char *rest)
{
    struct tree_item *items;
    struct buf text = { 0 };
    size_t count = tree_list(&asking->model, &items);
    for (size_t i = 0; i < count; i++) {
        buf_truncate(&text, 0);
        describe_task(asking->model.recording, items[i].task, &text);
        whereabouts_describe(&asking->model, items[i].task, &text);
        buf_adds(&text, ": ");
        describe_state(&asking->model, items[i].task, &text);
        tell(asking, "%*s%s", 2 * items[i].depth, "", buf_str(&text));
    }
    if (!count)
        tell(asking, "There is no task yet.");
    free(items);
    buf_finish(&text);
}

static void answer_why(struct asking *asking, uint32_t task)
{
    struct buf text = { 0 };
    struct lines circle = { 0 };
    why_sentence(&asking->model, task, &text);
    tell(asking, "%s.", buf_str(&text));
    buf_truncate(&text, 0);
    why_places(&asking->model, task, &text);
    if (text.len)
        tell(asking, "In the source: %s.", buf_str(&text));
    why_circle(&asking->model, task, &circle);
    out_lines(app_screen(asking->app), &circle);
    lines_finish(&circle);
    buf_finish(&text);
}

static void ask_why(struct asking *asking, const char *rest)
{
    uint32_t task = *rest ? find_task(asking->model.recording, rest) : 0;
    bool is_there = task && task < asking->model.state.task_count &&
                    asking->model.state.tasks[task].status != TASK_UNBORN;
    if (is_there)
        answer_why(asking, task);
    else
        tell(asking,
             *rest ? "There is no task \"%s\" here; \"tasks\" lists them."
                   : "Which task? Say its name: why main#1%s",
             rest);
}

static void ask_digest(struct asking *asking, const char *rest)
{
    const char *story = asking->request->story;
    tell(asking, "%s", story ? story : "Nobody said what happens here.");
}

static void ask_help(struct asking *asking, const char *rest);

static const struct question_word {
    const char *word, *meaning;
    void (*ask)(struct asking *asking, const char *rest); /* NULL: leaves */
} words[] = {
    { "next", "the next event (also an empty line)", ask_next },
    { "back", "one event back", ask_back },
    { "at", "at TICK: go to the beginning of that tick", ask_at },
    { "run", "all events to the end", ask_run },
    { "find", "find TEXT: the next event that says it", ask_find },
    { "same", "on to the next event of this kind", ask_same },
    { "loop", "what runs, what is ready, and what will come", ask_loop },
    { "tasks", "every task and what it does", ask_tasks },
    { "why", "why TASK: what it waits on, and who holds that", ask_why },
    { "digest", "what happens, in short", ask_digest },
    { "unfold", "timers and the library's own doings too, or not", ask_unfold },
    { "export", "export FILE: .html, .json (Perfetto), .svg or .cast", ask_export },
    { "help", "these words", ask_help },
    { "quit", "leave, and stop the program", NULL },
};

static void ask_help(struct asking *asking, const char *rest)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        tell(asking, "%-6s %s", words[i].word, words[i].meaning);
    tell(asking, "The first letter of a word will do. Ctrl-D leaves too.");
}

/* ---- The prompt ---- */

/* The word, or a beginning of it: all their first letters differ. */
static const struct question_word *find_word(const char *line, size_t len)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strncmp(words[i].word, line, len) == 0)
            return &words[i];
    }
    return NULL;
}

static void say_unknown(struct asking *asking, const char *word)
{
    const char *known[sizeof(words) / sizeof(words[0])];
    size_t count = sizeof(words) / sizeof(words[0]);
    struct buf all = { 0 };
    for (size_t i = 0; i < count; i++) {
        known[i] = words[i].word;
        buf_addf(&all, "%s%s", i ? ", " : "", words[i].word);
    }
    const char *nearest = suggest_nearest(word, known, count);
    if (nearest)
        tell(asking, "\"%s\" is no word that is known here: did you mean \"%s\"?", word,
             nearest);
    else
        tell(asking, "\"%s\" is no word that is known here. These are: %s.", word,
             buf_str(&all));
    buf_finish(&all);
}

/* Answers the line; false if it leaves. */
static bool answer(struct asking *asking, const char *line)
{
    size_t len = strcspn(line, " ");
    const struct question_word *word = *line ? find_word(line, len) : &words[0];
    if (!word)
        say_unknown(asking, line);
    else if (word->ask)
        word->ask(asking, line + len + strspn(line + len, " "));
    return !word || word->ask;
}

static void answer_all(struct asking *asking)
{
    char *line;
    bool goes_on = true;
    while (goes_on) {
        int err = ask_line(asking->app, PROMPT_COMMAND, "trace> ", &line);
        if (err == PROMPT_END)
            return;
        if (err == PROMPT_CANCELLED)
            continue;
        playback_news(&asking->playback);
        goes_on = answer(asking, line);
        free(line);
    }
}

/* ---- All of it ---- */

static void begin(struct asking *asking)
{
    const struct live_request *request = asking->request;
    model_init(&asking->model, request->recording);
    model_seek(&asking->model, request->at);
    asking->playback = (struct playback){
        .model = &asking->model,
        .say = request->watch ? say : NULL,
        .say_arg = asking,
        .is_led = request->is_led,
        .is_over = !request->watch,
        .with_internals = request->with_internals,
        .speed = PLAYBACK_SPEED,
    };
    async_event_init(&asking->changed);
    request->recording->observe = request->watch ? observe : NULL;
    request->recording->observe_arg = asking;
    if (request->hint)
        tell(asking, "%s: %s", request->label, request->hint);
    if (request->at)
        tell_place(asking);
    tell(
        asking,
        "An empty line is the next event, \"run\" all of them, \"quit\" leaves; \"help\" lists "
        "what can be asked.");
}

static void end_follower(struct asking *asking, struct async_task *follower)
{
    if (!follower)
        return;
    if (!asking->playback.is_over)
        stop(asking);
    int err = async_await(follower, NULL);
    (void)err; /* that it was cancelled */
    async_task_release(follower);
}

void tracing_ask(struct app *app, const struct live_request *request)
{
    struct asking asking = { .app = app, .request = request };
    begin(&asking);
    struct async_task *follower =
        request->watch ? async_create_task(async_coro(follow, &asking)) : NULL;
    answer_all(&asking);
    end_follower(&asking, follower);
    request->recording->observe = NULL;
    model_finish(&asking.model);
}
