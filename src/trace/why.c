#include "trace/why.h"

#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"
#include "trace/whereabouts.h"

/* ---- The chain ---- */

/* The first task that the chain from `task` on reaches twice; 0: it ends. */
static uint32_t find_circle(const struct model *model, uint32_t task)
{
    bool *is_passed = mem_alloc(model->state.task_count + 1);
    while (task && !is_passed[task]) {
        is_passed[task] = true;
        task = model_waits_for(model, task);
    }
    free(is_passed);
    return task;
}

/* ---- In words ---- */

/* Where those begin who keep others waiting. Callbacks of a tick that runs no task do not: they
 * are what wakes the tasks behind them. */
static size_t first_in_line(const struct state *state)
{
    size_t first = state->ready_first, end = first + state->batch;
    for (size_t i = first; i < end; i++) {
        if (state->ready[i])
            return first;
    }
    return end;
}

/* Its place in the queue, and who keeps it waiting there. */
static void add_turn(const struct model *model, uint32_t task, struct buf *out)
{
    const struct state *state = &model->state;
    size_t before = 0;
    for (size_t i = first_in_line(state); i < state->ready_end && state->ready[i] != task; i++)
        before++;
    buf_adds(out, state->tasks[task].cancel ? " is ready, being cancelled: " : " is ready: ");
    if (before > 1)
        buf_addf(out, "it runs when the %zu before it in the queue have had their turn",
                 before);
    else if (before)
        buf_adds(out, "it runs when the one before it in the queue has had its turn");
    else
        buf_adds(out, "it runs next");
    if (state->running) {
        buf_adds(out, "; now runs ");
        describe_task(model->recording, state->running, out);
    }
}

/* What is missing for it to go on, where no task can be named that it waits for. */
static void add_missing(const struct record *wait, struct buf *out)
{
    static const struct {
        enum trace_word what;
        const char *state;
    } states[] = {
        { WORD_QUEUE_PUT, "full" },
        { WORD_QUEUE_GET, "empty" },
        { WORD_QUEUE_JOIN, "not every item is done" },
        { WORD_EVENT, "not set" },
        { WORD_CONDITION, "not notified" },
        { WORD_FUTURE, "no result yet" },
    };
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        if (states[i].what == wait->what)
            buf_addf(out, " (%s)", states[i].state);
    }
}

/* A link of the chain: what its task does, behind its name. */
static void add_link(const struct model *model, uint32_t task, struct buf *out)
{
    enum task_status status = model->state.tasks[task].status;
    const struct record *wait = model_wait(model, task);
    if (wait) {
        buf_adds(out, " ");
        describe_waiting(model, wait, status == TASK_DROPPED, " on ", out);
        add_missing(wait, out);
        return;
    }
    switch (status) {
    case TASK_READY:
        add_turn(model, task, out);
        break;
    case TASK_RUNNING:
        buf_adds(out, " runs now");
        break;
    case TASK_DROPPED:
        buf_adds(out, " was ready");
        break;
    default:
        buf_adds(out, " has ended: ");
        describe_state(model, task, out);
        break;
    }
}

/* From one link to the next: the words before what that one does. */
static void add_joint(const struct model *model, uint32_t task, uint32_t next, struct buf *out)
{
    const struct record *wait = model_wait(model, task);
    bool is_one_of_many = model_members(model, wait->object).left > 1;
    buf_adds(out, is_one_of_many ? "; " : ", which");
    if (is_one_of_many)
        describe_task(model->recording, next, out);
}

void why_sentence(const struct model *model, uint32_t task, struct buf *out)
{
    uint32_t turn = find_circle(model, task), next = model_waits_for(model, task);
    bool is_in_circle = task == turn;
    bool is_over = model->state.tasks[task].status == TASK_DROPPED;
    describe_task(model->recording, task, out);
    add_link(model, task, out);
    while (next && !(is_in_circle && next == turn)) {
        is_in_circle |= next == turn;
        if (model->state.tasks[next].status == TASK_DONE)
            break; /* said already */
        add_joint(model, task, next, out);
        add_link(model, next, out);
        task = next;
        next = model_waits_for(model, task);
    }
    if (turn)
        buf_addf(out, ". This %s a circle: none of its tasks %s go on (deadlock)",
                 is_over ? "was" : "is", is_over ? "could" : "can");
    if (is_over)
        buf_adds(out, ". Then the loop was closed");
}

void why_places(const struct model *model, uint32_t task, struct buf *out)
{
    uint32_t turn = find_circle(model, task);
    struct buf place = { 0 };
    const char *comma = "";
    bool has_turned = false;
    for (; task && !(has_turned && task == turn); task = model_waits_for(model, task)) {
        has_turned |= task == turn;
        buf_truncate(&place, 0);
        whereabouts_describe(model, task, &place);
        if (!place.len)
            continue;
        buf_adds(out, comma);
        describe_task(model->recording, task, out);
        buf_add(out, place.data, place.len);
        comma = ", ";
    }
    buf_finish(&place);
}

/* ---- As a drawing ---- */

void why_circle(const struct model *model, uint32_t task, struct lines *out)
{
    uint32_t turn = find_circle(model, task), at = turn;
    struct buf text = { 0 };
    while (at) {
        bool is_first = at == turn;
        uint32_t next = model_waits_for(model, at);
        struct line *line = lines_add(out);
        line_adds(line, STYLE_WRONG, is_first ? "┌─▶ " : "│   ");
        describe_task(model->recording, at, &text);
        line_adds(line, style_lane(at - 1), buf_str(&text));
        buf_truncate(&text, 0);
        add_link(model, at, &text);
        line_adds(line, STYLE_TEXT, buf_str(&text));
        buf_truncate(&text, 0);
        line_adds(lines_add(out), STYLE_WRONG, next == turn ? "└─────┘" : "│     ↓");
        at = next == turn ? 0 : next;
    }
    buf_finish(&text);
}
