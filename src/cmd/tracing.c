#include "cmd/tracing.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "base/arena.h"
#include "base/file.h"
#include "cmd/interrupt.h"
#include "cmd/tracing_ask.h"
#include "trace/ending.h"
#include "trace/export/export.h"
#include "trace/find.h"
#include "trace/view/live.h"
#include "trace/log.h"
#include "trace/playback.h"
#include "trace/watch.h"

/* ---- Options ---- */

static enum tracing_mode default_mode(struct app *app)
{
    const struct caps *caps = app_screen(app)->caps;
    bool can_show = caps->is_tty && !caps->is_dumb && !app->no_input;
    return can_show && isatty(STDIN_FILENO) ? TRACING_LIVE : TRACING_LOG;
}

static enum tracing_mode find_mode(struct app *app, const struct cmd_args *args)
{
    static const char *const modes[] = { "live", "log", "jsonl", "off" };
    const char *wanted = cmd_value(args, "trace");
    if (!wanted)
        return cmd_has(args, "export") ? TRACING_OFF : default_mode(app);
    enum tracing_mode mode = TRACING_LIVE;
    while (strcmp(modes[mode], wanted) != 0)
        mode++;
    return mode;
}

static int read_silenced(const char *ids, advice_set *silenced, struct diag *diag)
{
    return ids ? advice_read_ids(ids, silenced, diag) : 0;
}

int tracing_options(struct app *app, const struct cmd_args *args, const char *default_clock,
                    struct tracing *ret_tracing)
{
    enum export_format format;
    struct diag diag = { 0 };
    const char *export = cmd_value(args, "export");
    if (export && !export_find_format(export, &format, &diag)) {
        int status = cmd_usage_fault(app, args->command, "%s", diag.message);
        diag_finish(&diag);
        return status;
    }
    advice_set silenced = 0;
    if (read_silenced(cmd_value(args, "no-warn"), &silenced, &diag) ||
        read_silenced(getenv("ASYNCLEARN_NO_WARN"), &silenced, &diag))
        return cmd_fault(app, STATUS_USAGE, &diag);
    *ret_tracing = (struct tracing){
        .mode = find_mode(app, args),
        .clock = cmd_value_or(args, "clock", default_clock),
        .speed = cmd_decimal_or(args, "speed", 0),
        .with_internals = cmd_has(args, "all"),
        .silenced = silenced,
        .export = export,
    };
    return STATUS_OK;
}

/* ---- Sentences ---- */

/* On stderr. Names from a trace are in them, which may hold anything. */
__attribute__((format(printf, 2, 3))) static void say(struct app *app, const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    buf_addc(&text, '\n');
    cmd_say(app, "asynclearn: ", buf_str(&text));
    buf_finish(&text);
}

/* ---- Export ---- */

/* A recording's path is long, and of no use to whom it is shown later. */
static const char *title_of(const struct tracing *tracing)
{
    const char *slash = strrchr(tracing->name, '/');
    return slash ? slash + 1 : tracing->name;
}

static const char *home_of(const struct app *app, const struct tracing *tracing)
{
    return tracing->home ? tracing->home : app->home;
}

/* Writes the file that was asked for. Returns `status`, or a worse one if it cannot. */
static int export_recording(struct app *app, const struct tracing *tracing,
                            const struct recording *recording, int status)
{
    const struct export_request request = { recording, title_of(tracing),
                                            home_of(app, tracing) };
    struct diag diag = { 0 };
    if (!tracing->export || !recording->count)
        return status;
    app_screen(app); /* sets the locale */
    fflush(app->out);
    if (export_write(&request, tracing->export, &diag))
        return cmd_fault(app, STATUS_LACKING, &diag);
    say(app, "wrote %s: %zu events of %s.", tracing->export, recording->count, tracing->name);
    return status;
}

/* ---- What it warns of ---- */

/* Behind all that the program printed. */
static void print_advice(struct app *app, const struct advisor *advisor)
{
    struct buf text = { 0 };
    advisor_summary(advisor, &text);
    cmd_say(app, "", buf_str(&text));
    buf_finish(&text);
}

/* ---- What is printed ---- */

/* Records that the log keeps, to say where a program was when it ended. */
enum { KEPT_RECORDS = 100 * 1000 };

struct printer {
    struct app *app;
    const struct tracing *tracing;
};

static void print_log(struct printer *printer, const struct recording *recording,
                      const struct record *record)
{
    const struct out *screen = app_screen(printer->app);
    struct lines lines = { 0 };
    log_record(recording, record, recording->count - 1, printer->tracing->with_internals,
               out_columns(screen), &lines);
    out_lines(screen, &lines);
    lines_finish(&lines);
}

static void print_record(struct recording *recording, const struct record *record, void *arg)
{
    struct printer *printer = arg;
    if (printer->tracing->mode == TRACING_LOG)
        print_log(printer, recording, record);
    else if (printer->tracing->mode == TRACING_OFF && record->kind == WORD_OUTPUT)
        fputs(recording_text(recording, record), printer->app->out);
    if (record->kind == WORD_RUN || record->kind == WORD_TICK_END)
        fflush(printer->app->out); /* a long wait may follow */
    if (!printer->tracing->export && recording->count - recording->forgotten > KEPT_RECORDS)
        recording_forget(recording);
}

static void print_line(const char *line, size_t len_bytes, void *arg)
{
    struct printer *printer = arg;
    fwrite(line, 1, len_bytes, printer->app->out);
}

/* ---- A program ---- */

static void stop_watch(void *arg)
{
    watch_stop(arg);
}

/* Says how the program ended, if there is anything to say. */
static int report_end(struct app *app, const struct watch *watch, bool is_interrupted)
{
    struct buf said = { 0 };
    fflush(app->out);
    bool is_well = !watch_describe_end(watch, &said);
    if (!is_well)
        say(app, "%s", buf_str(&said));
    buf_finish(&said);
    return is_interrupted ? STATUS_INTERRUPTED : is_well ? STATUS_OK : STATUS_FAILED;
}

static int follow(struct app *app, struct watch *watch)
{
    struct interrupt interrupt;
    interrupt_begin(&interrupt, stop_watch, watch);
    int err = watch_follow(watch);
    bool is_interrupted = interrupt_end(&interrupt) || err;
    return report_end(app, watch, is_interrupted);
}

/* ---- A program on the whole screen ---- */

static struct live_request live_request(struct app *app, const struct tracing *tracing,
                                        struct recording *recording)
{
    app_screen(app); /* finds out about the terminal */
    return (struct live_request){
        .caps = &app->caps,
        .home = home_of(app, tracing),
        .source = tracing->source,
        .title = title_of(tracing),
        .hint = tracing->hint,
        .label = tracing->label,
        .story = tracing->story,
        .panes = tracing->panes,
        .speed = tracing->speed,
        .with_internals = tracing->with_internals,
        .recording = recording,
    };
}

/* The view is gone from the screen then; what the program printed stays, as after any
 * program. */
static void print_output(struct app *app, const struct recording *recording)
{
    for (size_t i = recording->forgotten; i < recording->count; i++) {
        const struct record *record = recording_at(recording, i);
        if (record->kind == WORD_OUTPUT)
            out_text(app_screen(app), STYLE_TEXT, recording_text(recording, record));
    }
}

/* On the whole screen, or with --plain at a prompt. What is said when it was left before its
 * end goes without saying. */
static int show_live(struct app *app, const struct live_request *request)
{
    int err = 0;
    if (app->plain)
        tracing_ask(app, request);
    else
        err = live_show(request);
    if (err == -ENOTTY) {
        struct diag diag = { 0 };
        diag_set(&diag, NULL, 0, 0,
                 "the live view needs a terminal that can move its cursor; use --trace=log");
        return cmd_fault(app, STATUS_LACKING, &diag);
    }
    if (request->watch && !app->plain)
        print_output(app, request->recording);
    bool is_left = !request->watch || request->watch->is_stopped;
    if (err == -EINTR)
        return STATUS_INTERRUPTED;
    return is_left ? STATUS_OK : report_end(app, request->watch, false);
}

/* On virtual time the program waits for the view; on real time only when asked to go slowly. */
static int run_live(struct app *app, const struct tracing *tracing)
{
    struct recording recording;
    struct advisor advisor;
    struct watch watch;
    struct diag diag = { 0 };
    bool is_led = strcmp(tracing->clock, "virtual") == 0 || tracing->speed > 0;
    const struct watch_request request = {
        .argv = tracing->argv,
        .clock = tracing->clock,
        .commands = is_led ? PLAYBACK_COMMANDS : NULL,
    };
    recording_init(&recording, tracing->name);
    advisor_begin(&advisor, &recording, home_of(app, tracing), tracing->silenced);
    int status;
    if (watch_start(&watch, &request, &recording, &diag)) {
        status = cmd_fault(app, STATUS_USAGE, &diag);
    } else {
        struct live_request live = live_request(app, tracing, &recording);
        live.watch = &watch;
        live.is_led = is_led;
        status = export_recording(app, tracing, &recording, show_live(app, &live));
        watch_finish(&watch);
    }
    print_advice(app, &advisor);
    advisor_finish(&advisor);
    recording_finish(&recording);
    return status;
}

/* ---- A program as lines ---- */

static int run_printed(struct app *app, const struct tracing *tracing)
{
    struct printer printer = { app, tracing };
    struct recording recording;
    struct advisor advisor;
    struct watch watch;
    struct diag diag = { 0 };
    struct buf pace = { 0 };
    recording_init(&recording, tracing->name);
    advisor_begin(&advisor, &recording, home_of(app, tracing), tracing->silenced);
    recording.observe = print_record;
    recording.observe_arg = &printer;
    if (tracing->speed > 0)
        buf_addf(&pace, "pace %d\n", playback_period_ms(tracing->speed));
    const struct watch_request request = {
        .argv = tracing->argv,
        .clock = tracing->clock,
        .commands = buf_str(&pace),
        .pass_on = tracing->mode == TRACING_JSONL ? print_line : NULL,
        .pass_on_arg = &printer,
    };
    int status;
    if (watch_start(&watch, &request, &recording, &diag)) {
        status = cmd_fault(app, STATUS_USAGE, &diag);
    } else {
        status = export_recording(app, tracing, &recording, follow(app, &watch));
        watch_finish(&watch);
    }
    print_advice(app, &advisor);
    advisor_finish(&advisor);
    recording_finish(&recording);
    buf_finish(&pace);
    return status;
}

/* ---- A program, and nothing but what it prints ---- */

static void stop_child(void *arg)
{
    child_kill(arg);
}

static int start_untraced(struct child *child, const struct tracing *tracing, struct diag *diag)
{
    struct arena arena = { 0 };
    struct child_fd fds[] = { { STDOUT_FILENO, STDOUT_FILENO },
                              { STDERR_FILENO, STDERR_FILENO },
                              { STDIN_FILENO, STDIN_FILENO } };
    const char *const changes[] = { arena_printf(&arena, "ASYNC_CLOCK=%s", tracing->clock),
                                    NULL };
    const struct child_request request = {
        .argv = tracing->argv,
        .env = child_env(&arena, changes),
        .fds = fds,
        .n_fds = isatty(STDIN_FILENO) ? 2 : 3,
        .prepare = child_end_with_parent,
    };
    int err = child_start(child, &request, diag);
    arena_finish(&arena);
    return err;
}

static int run_untraced(struct app *app, const struct tracing *tracing)
{
    struct interrupt interrupt;
    struct child child;
    struct child_end end = { 0 };
    struct diag diag = { 0 };
    fflush(app->out);
    if (start_untraced(&child, tracing, &diag))
        return cmd_fault(app, STATUS_USAGE, &diag);
    interrupt_begin(&interrupt, stop_child, &child);
    int err = child_wait(&child, &end);
    bool is_interrupted = interrupt_end(&interrupt) || err;
    child_finish(&child);
    if (is_interrupted)
        return STATUS_INTERRUPTED;
    struct buf said = { 0 };
    if (child_describe_end(&end, &said))
        say(app, "%s%s", tracing->name, buf_str(&said));
    buf_finish(&said);
    return end.signal || end.code ? STATUS_FAILED : STATUS_OK;
}

/* ---- All of it ---- */

int tracing_run(struct app *app, const struct tracing *tracing)
{
    if (tracing->mode == TRACING_LIVE)
        return run_live(app, tracing);
    bool is_untraced = tracing->mode == TRACING_OFF && !tracing->export;
    return is_untraced ? run_untraced(app, tracing) : run_printed(app, tracing);
}

/* It plays as a program would that is led. A run that was judged opens where its verdict
 * stands, which says why the run goes no further, too. */
static int replay_live(struct app *app, const struct tracing *tracing,
                       struct recording *recording)
{
    struct live_request live = live_request(app, tracing, recording);
    struct buf ending = { 0 };
    size_t verdict;
    live.is_led = true;
    if (find_verdict(recording, &verdict)) {
        live.at = verdict + 1;
        live.label = "Verdict";
        live.hint = recording_text(recording, recording_at(recording, verdict));
    } else if (ending_describe(recording, &ending)) {
        live.ending = buf_str(&ending);
    }
    int status = show_live(app, &live);
    buf_finish(&ending);
    return status;
}

/* Below what was printed of a trace. */
static void print_ending(struct app *app, const struct recording *recording)
{
    struct buf ending = { 0 };
    size_t verdict;
    fflush(app->out);
    if (!find_verdict(recording, &verdict) && ending_describe(recording, &ending))
        say(app, "%s", buf_str(&ending));
    buf_finish(&ending);
}

/* Below a log, which may have scrolled away. */
static void repeat_verdict(struct printer *printer, const struct recording *recording)
{
    size_t verdict;
    if (!find_verdict(recording, &verdict))
        return;
    const struct record *record = recording_at(recording, verdict);
    out_say(app_screen(printer->app), STYLE_WARN, "\nThe verdict, in tick %" PRIu32 ": %s.\n",
            record->tick, recording_text(recording, record));
}

int tracing_replay(struct app *app, const char *path, const struct tracing *tracing)
{
    struct printer printer = { app, tracing };
    struct recording recording;
    struct advisor advisor;
    struct diag diag = { 0 };
    bool is_live = tracing->mode == TRACING_LIVE;
    int status = STATUS_OK;
    if (tracing->mode == TRACING_JSONL)
        return cmd_usage_fault(app, NULL, "\"%s\" is JSON Lines already", path);
    recording_init(&recording, path);
    advisor_begin(&advisor, &recording, home_of(app, tracing), tracing->silenced);
    recording.observe = is_live ? NULL : print_record;
    recording.observe_arg = &printer;
    if (recording_read_file(&recording, path, &diag)) {
        fflush(app->out);
        status = cmd_fault(app, STATUS_USAGE, &diag);
    } else if (is_live) {
        status = replay_live(app, tracing, &recording);
    } else {
        if (tracing->mode == TRACING_LOG)
            repeat_verdict(&printer, &recording);
        print_ending(app, &recording);
    }
    if (status != STATUS_USAGE)
        status = export_recording(app, tracing, &recording, status);
    print_advice(app, &advisor);
    advisor_finish(&advisor);
    recording_finish(&recording);
    return status;
}
