#include "trace/spans.h"

#include <stdlib.h>

#include "base/mem.h"

/* The span that each task is in: an index into `spans`, from 1; 0: none. */
struct cutter {
    struct spans *spans;
    size_t *open;
    uint32_t ran; /* the task that ran when the record began */
};

static void end_span(struct cutter *cutter, uint32_t task, uint32_t record)
{
    if (!cutter->open[task])
        return;
    struct span *span = &cutter->spans->items[cutter->open[task] - 1];
    span->to = record;
    span->is_open = false;
    cutter->open[task] = 0;
}

static void begin_span(struct cutter *cutter, const struct state *state, uint32_t task,
                       uint32_t record)
{
    struct spans *spans = cutter->spans;
    enum task_status status = state->tasks[task].status;
    bool is_end = status == TASK_DONE || status == TASK_DROPPED;
    spans->items = mem_grow(spans->items, &spans->cap, spans->count + 1, sizeof(*spans->items));
    spans->items[spans->count++] = (struct span){
        .task = task,
        .status = status,
        .by = cutter->ran,
        .from = record,
        .to = record,
        .is_in_tick = state->is_in_tick,
        .is_open = !is_end,
    };
    cutter->open[task] = is_end ? 0 : spans->count;
}

static void look_at(struct cutter *cutter, const struct state *state, uint32_t task)
{
    uint32_t record = (uint32_t)state->position - 1;
    if (!task || task >= state->task_count || state->tasks[task].since != record)
        return;
    if (state->tasks[task].status == TASK_UNBORN)
        return;
    /* A task may be named twice by one record. */
    const struct spans *spans = cutter->spans;
    if (cutter->open[task] && spans->items[cutter->open[task] - 1].from == record)
        return;
    end_span(cutter, task, record);
    begin_span(cutter, state, task, record);
}

/* A record changes its own task and the one that ran; a loop's first and last change all. */
static void look_around(struct cutter *cutter, const struct state *state,
                        const struct record *record)
{
    if (record->kind == WORD_TRACE || record->kind == WORD_END) {
        for (uint32_t task = 1; task < state->task_count; task++)
            look_at(cutter, state, task);
        return;
    }
    look_at(cutter, state, cutter->ran);
    if (record->kind != WORD_TICK && record->task != cutter->ran)
        look_at(cutter, state, record->task);
}

void spans_collect(struct spans *spans, const struct recording *recording)
{
    struct state state = { 0 };
    struct cutter cutter = {
        .spans = spans,
        .open = mem_alloc(recording->task_count * sizeof(*cutter.open)),
    };
    while (state.position < recording->count) {
        cutter.ran = state.running;
        state_advance(&state, recording);
        look_around(&cutter, &state, recording_at(recording, state.position - 1));
    }
    for (size_t i = 0; i < spans->count; i++) {
        if (spans->items[i].is_open)
            spans->items[i].to = (uint32_t)recording->count - 1;
    }
    state_finish(&state);
    free(cutter.open);
}

void spans_finish(struct spans *spans)
{
    free(spans->items);
    *spans = (struct spans){ 0 };
}
