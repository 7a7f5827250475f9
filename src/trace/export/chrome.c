/* The Chrome trace format, which opens in https://ui.perfetto.dev: a track for the loop and one
 * for each task.
 *
 * Perfetto takes 0 for the idle process and its thread, and shows the thread that has its
 * process's number first. So a task's track has its number, the loop's the first that no task
 * has, and the process that too.
 *
 * On virtual time nothing takes time but waiting. So that slices have an order and a width, no
 * two records share a microsecond: the clock in the file runs ahead of the loop's by one for
 * each record, until the loop's has caught up. The loop's own time is in each slice as `t`. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"
#include "trace/export/export.h"
#include "trace/sentence.h"
#include "trace/spans.h"

enum { LOOP = 0 }; /* no task's number */

struct chrome {
    const struct recording *recording;
    struct buf *out;
    int64_t *ts_us;  /* by record; what is unfinished at the last one ends one past it */
    struct buf name; /* scratch */
};

static int64_t *spread(const struct recording *recording)
{
    int64_t *ts_us = mem_alloc((recording->count + 1) * sizeof(*ts_us));
    int64_t next = 0;
    for (size_t i = 0; i < recording->count; i++) {
        int64_t t_us = recording_at(recording, i)->t_us;
        ts_us[i] = t_us > next ? t_us : next;
        next = ts_us[i] + 1;
    }
    ts_us[recording->count] = next;
    return ts_us;
}

/* ---- Events ---- */

static size_t process_number(const struct chrome *chrome)
{
    return chrome->recording->task_count;
}

/* Begins an event of a task, or of the loop for task 0; the caller adds fields and closes the
 * brace. Without a category Chromium's own viewer would fail, and arrows need one. */
static void begin(struct chrome *chrome, const char *phase, const char *name, uint32_t task,
                  int64_t ts_us)
{
    size_t process = process_number(chrome);
    buf_addf(chrome->out, ",\n{\"ph\":\"%s\",\"cat\":\"async\",\"name\":", phase);
    export_json(chrome->out, name);
    buf_addf(chrome->out, ",\"pid\":%zu,\"tid\":%zu,\"ts\":%" PRId64, process,
             task ? task : process, ts_us);
}

/* Who holds what is waited for as the wait begins: that may change before it ends. */
static void add_holder(struct chrome *chrome, const struct record *record)
{
    if (record->kind != WORD_WAIT || record->what == WORD_TASK || !record->other)
        return;
    buf_truncate(&chrome->name, 0);
    describe_task(chrome->recording, record->other, &chrome->name);
    buf_adds(chrome->out, ",\"held at first by\":");
    export_json(chrome->out, buf_str(&chrome->name));
}

static void add_args(struct chrome *chrome, const struct record *record)
{
    buf_adds(chrome->out, ",\"args\":{\"t\":\"");
    describe_ms(record->t_us, chrome->out);
    buf_addf(chrome->out, " ms\",\"tick\":%" PRIu32, record->tick);
    if (record->kind != WORD_TICK && record->at) {
        buf_adds(chrome->out, ",\"at\":");
        export_json(chrome->out, describe_place(chrome->recording, record->at));
    }
    add_holder(chrome, record);
    buf_adds(chrome->out, "}}");
}

static void add_slice(struct chrome *chrome, const char *name, uint32_t task, int64_t from_us,
                      int64_t to_us, const struct record *record)
{
    begin(chrome, "X", name, task, from_us);
    buf_addf(chrome->out, ",\"dur\":%" PRId64, to_us - from_us);
    add_args(chrome, record);
}

static void add_instant(struct chrome *chrome, const char *name, uint32_t task, size_t index)
{
    begin(chrome, "i", name, task, chrome->ts_us[index]);
    buf_adds(chrome->out, ",\"s\":\"t\"");
    add_args(chrome, recording_at(chrome->recording, index));
}

/* ---- Tracks ---- */

static void add_track(struct chrome *chrome, uint32_t task)
{
    buf_truncate(&chrome->name, 0);
    describe_task(chrome->recording, task, &chrome->name);
    begin(chrome, "M", "thread_name", task, 0);
    buf_adds(chrome->out, ",\"args\":{\"name\":");
    export_json(chrome->out, buf_str(&chrome->name));
    buf_adds(chrome->out, "}}");
    begin(chrome, "M", "thread_sort_index", task, 0);
    buf_addf(chrome->out, ",\"args\":{\"sort_index\":%" PRIu32 "}}", task);
}

static void add_tracks(struct chrome *chrome, const char *title)
{
    buf_addf(chrome->out,
             "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":%zu,\"args\":{\"name\":",
             process_number(chrome));
    export_json(chrome->out, title);
    buf_adds(chrome->out, "}}");
    for (uint32_t task = 0; task < chrome->recording->task_count; task++)
        add_track(chrome, task);
}

/* ---- The loop ---- */

/* A poll is told of when it is over. */
static void add_poll(struct chrome *chrome, size_t index)
{
    if (index)
        add_slice(chrome, "idle", LOOP, chrome->ts_us[index - 1], chrome->ts_us[index],
                  recording_at(chrome->recording, index - 1));
}

static void add_tick(struct chrome *chrome, size_t from, size_t to)
{
    const struct record *tick = recording_at(chrome->recording, from);
    buf_truncate(&chrome->name, 0);
    buf_addf(&chrome->name, "tick %" PRIu32, tick->tick);
    add_slice(chrome, buf_str(&chrome->name), LOOP, chrome->ts_us[from], chrome->ts_us[to],
              tick);
}

static void add_said(struct chrome *chrome, size_t index)
{
    const struct record *record = recording_at(chrome->recording, index);
    if (record->kind != WORD_OUTPUT && record->kind != WORD_WARNING)
        return;
    buf_truncate(&chrome->name, 0);
    sentence_predicate(chrome->recording, record, index, &chrome->name);
    add_instant(chrome, buf_str(&chrome->name), record->task, index);
}

static void add_loop(struct chrome *chrome)
{
    const struct recording *recording = chrome->recording;
    bool is_in_tick = false;
    size_t begun = 0;
    for (size_t i = 0; i < recording->count; i++) {
        uint32_t kind = recording_at(recording, i)->kind;
        bool is_end = kind == WORD_TICK_END || kind == WORD_TICK || kind == WORD_TRACE;
        if (is_in_tick && is_end)
            add_tick(chrome, begun, i);
        if (kind == WORD_TICK)
            begun = i;
        is_in_tick = kind == WORD_TICK || (is_in_tick && !is_end);
        if (kind == WORD_POLL)
            add_poll(chrome, i);
        add_said(chrome, i);
    }
    if (is_in_tick)
        add_tick(chrome, begun, recording->count);
}

/* ---- The length of the ready queue ---- */

static void add_counters(struct chrome *chrome)
{
    struct state state = { 0 };
    size_t last = SIZE_MAX;
    while (state.position < chrome->recording->count) {
        state_advance(&state, chrome->recording);
        size_t count = state_ready_count(&state);
        if (count == last)
            continue;
        begin(chrome, "C", "ready queue", LOOP, chrome->ts_us[state.position - 1]);
        buf_addf(chrome->out, ",\"args\":{\"length\":%zu}}", count);
        last = count;
    }
    state_finish(&state);
}

/* ---- Tasks ---- */

static void name_span(struct chrome *chrome, const struct span *span)
{
    const struct record *record = recording_at(chrome->recording, span->from);
    buf_truncate(&chrome->name, 0);
    if (span->status == TASK_WAITING)
        describe_awaited(chrome->recording, record, &chrome->name);
    else
        buf_adds(&chrome->name, span->status == TASK_READY ? "ready" : "runs");
}

static void add_end(struct chrome *chrome, const struct span *span)
{
    const struct record *done = recording_at(chrome->recording, span->from);
    const char *how = span->status == TASK_DROPPED   ? "dropped"
                      : done->what == WORD_RESULT    ? "done"
                      : done->what == WORD_CANCELLED ? "cancelled"
                                                     : "failed";
    add_instant(chrome, how, span->task, span->from);
}

static void add_span(struct chrome *chrome, const struct span *span)
{
    if (span->status == TASK_DONE || span->status == TASK_DROPPED) {
        add_end(chrome, span);
        return;
    }
    size_t to = span->is_open ? chrome->recording->count : span->to;
    name_span(chrome, span);
    add_slice(chrome, buf_str(&chrome->name), span->task, chrome->ts_us[span->from],
              chrome->ts_us[to], recording_at(chrome->recording, span->from));
}

/* An arrow from who woke a task, or made it, to where that one runs. It begins at a mark, for
 * viewers tie it to the slice or mark before, and draw it from the end of that; and comes after
 * all slices, for some take what is at one time in the order of the file. */
static void add_arrow(struct chrome *chrome, const struct span *span, size_t number)
{
    const struct record *end = recording_at(chrome->recording, span->to);
    const struct record *start = recording_at(chrome->recording, span->from);
    bool is_woken = span->status == TASK_READY && start->kind != WORD_YIELD;
    if (!is_woken || !span->is_in_tick || end->kind != WORD_RUN)
        return;
    buf_truncate(&chrome->name, 0);
    buf_adds(&chrome->name, start->kind == WORD_TASK ? "makes " : "wakes ");
    describe_task(chrome->recording, span->task, &chrome->name);
    add_instant(chrome, buf_str(&chrome->name), span->by, span->from);
    begin(chrome, "s", "wakes", span->by, chrome->ts_us[span->from]);
    buf_addf(chrome->out, ",\"id\":%zu}", number);
    begin(chrome, "f", "wakes", span->task, chrome->ts_us[span->to]);
    buf_addf(chrome->out, ",\"id\":%zu,\"bp\":\"e\"}", number);
}

static void add_tasks(struct chrome *chrome)
{
    struct spans spans = { 0 };
    spans_collect(&spans, chrome->recording);
    for (size_t i = 0; i < spans.count; i++)
        add_span(chrome, &spans.items[i]);
    for (size_t i = 0; i < spans.count; i++)
        add_arrow(chrome, &spans.items[i], i + 1);
    spans_finish(&spans);
}

void export_chrome(const struct export_request *request, struct buf *out)
{
    struct chrome chrome = { request->recording, out, spread(request->recording), { 0 } };
    buf_adds(out, "{\"traceEvents\":[\n");
    add_tracks(&chrome, request->title);
    add_loop(&chrome);
    add_counters(&chrome);
    add_tasks(&chrome);
    buf_adds(out, "\n]}\n");
    free(chrome.ts_us);
    buf_finish(&chrome.name);
}
