#include "trace/loop_lines.h"

#include <inttypes.h>

#include "trace/describe.h"

enum { MAX_ITEMS = 20 };

static void add_call(const struct recording *recording, const struct record *call,
                     struct buf *out)
{
    buf_addf(out, "the callback %s()", recording_string(recording, call->name));
}

static void add_runs(const struct model *model, struct lines *out)
{
    const struct state *state = &model->state;
    struct buf text = { 0 };
    buf_addf(&text, "Tick %" PRIu32 ", ", state->tick);
    describe_ms(state->t_us, &text);
    buf_adds(&text, " ms: ");
    if (state->running)
        describe_task(model->recording, state->running, &text);
    else if (state->call)
        add_call(model->recording, recording_at(model->recording, state->call), &text);
    else
        buf_adds(&text, "nobody");
    buf_adds(&text, " runs.");
    line_adds(lines_add(out), STYLE_TEXT, buf_str(&text));
    buf_finish(&text);
}

/* Entries [from, to) of the queue. */
static void add_queue(const struct model *model, const char *label, size_t from, size_t to,
                      struct lines *out)
{
    struct buf text = { 0 };
    buf_adds(&text, label);
    for (size_t i = from; i < to && i < from + MAX_ITEMS; i++) {
        buf_adds(&text, i > from ? ", " : " ");
        if (model->state.ready[i])
            describe_task(model->recording, model->state.ready[i], &text);
        else
            buf_adds(&text, "a callback");
    }
    if (to - from > MAX_ITEMS)
        buf_addf(&text, ", and %zu more", to - from - MAX_ITEMS);
    buf_adds(&text, from == to ? " nobody." : ".");
    line_adds(lines_add(out), STYLE_TEXT, buf_str(&text));
    buf_finish(&text);
}

/* ---- What will come: a record each ---- */

static void tell_timer(const struct model *model, const struct record *timer, struct buf *out)
{
    int64_t left_us = timer->amount - model->state.t_us;
    buf_adds(out, "Timer at ");
    describe_ms(timer->amount, out);
    buf_adds(out, left_us < 0 ? " ms, late by " : " ms, in ");
    describe_ms(left_us < 0 ? -left_us : left_us, out);
    buf_adds(out, " ms: ");
    if (timer->name)
        buf_adds(out, recording_string(model->recording, timer->name));
    else
        describe_task(model->recording, timer->by, out);
}

static void tell_wait(const struct model *model, const struct record *wait, struct buf *out)
{
    buf_adds(out, "From outside: ");
    describe_task(model->recording, wait->task, out);
    buf_adds(out, " waits for ");
    describe_wait(model->recording, wait, 0, out);
}

static void tell_job(const struct model *model, const struct record *job, struct buf *out)
{
    buf_addf(out, "Thread: %s() for ", recording_string(model->recording, job->name));
    describe_task(model->recording, job->by, out);
}

static const struct list {
    size_t (*collect)(const struct model *model, const struct record **ret_items, size_t cap);
    void (*tell)(const struct model *model, const struct record *item, struct buf *out);
    const char *others;
} lists[] = {
    { model_io, tell_wait, "waits" },
    { model_jobs, tell_job, "jobs" },
    { model_timers, tell_timer, "timers" },
};

static void add_list(const struct model *model, const struct list *list, struct lines *out)
{
    const struct record *items[MAX_ITEMS];
    size_t count = list->collect(model, items, MAX_ITEMS);
    for (size_t i = 0; i < count && i < MAX_ITEMS; i++) {
        struct buf text = { 0 };
        list->tell(model, items[i], &text);
        line_addf(lines_add(out), STYLE_TEXT, "%s.", buf_str(&text));
        buf_finish(&text);
    }
    if (count > MAX_ITEMS)
        line_addf(lines_add(out), STYLE_TEXT, "And %zu more %s.", count - MAX_ITEMS,
                  list->others);
}

static void add_shared(const struct model *model, struct lines *out)
{
    uint32_t objects[MAX_ITEMS];
    size_t count = model_shared(model, objects, MAX_ITEMS);
    for (size_t i = 0; i < count && i < MAX_ITEMS; i++) {
        struct buf text = { 0 };
        describe_shared(model, objects[i], &text);
        line_addf(lines_add(out), STYLE_TEXT, "Shared %s.", buf_str(&text));
        buf_finish(&text);
    }
    if (count > MAX_ITEMS)
        line_addf(lines_add(out), STYLE_TEXT, "And %zu more that are shared.",
                  count - MAX_ITEMS);
}

void loop_lines(const struct model *model, struct lines *out)
{
    const struct state *state = &model->state;
    size_t first = state->ready_first, batch_end = first + state->batch;
    add_runs(model, out);
    add_queue(model, "Ready:", first, state->is_in_tick ? batch_end : state->ready_end, out);
    if (state->is_in_tick)
        add_queue(model, "Ready for the next tick:", batch_end, state->ready_end, out);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        add_list(model, &lists[i], out);
    add_shared(model, out);
}
