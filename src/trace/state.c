#include "trace/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- Arrays ---- */

static void *stretch(void *items, size_t *count, size_t *cap, size_t wanted, size_t item_bytes)
{
    if (wanted <= *count)
        return items;
    items = mem_grow(items, cap, wanted, item_bytes);
    memset((char *)items + *count * item_bytes, 0, (wanted - *count) * item_bytes);
    *count = wanted;
    return items;
}

/* Makes room for whom the present record names for the first time. They are numbered in that
 * order, so a state knows nothing of those who come later. */
static void meet(struct state *state, const struct recording *recording)
{
    size_t tasks = state->task_count, objects = state->object_count;
    while (tasks < recording->task_count && recording->tasks[tasks].born <= state->position)
        tasks++;
    while (objects < recording->object_count &&
           recording->objects[objects].born <= state->position)
        objects++;
    while (state->timer_count < recording->timer_count &&
           recording->timers[state->timer_count] <= state->position)
        state->timer_count++;
    state->tasks = stretch(state->tasks, &state->task_count, &state->task_cap, tasks,
                           sizeof(*state->tasks));
    state->objects = stretch(state->objects, &state->object_count, &state->object_cap, objects,
                             sizeof(*state->objects));
    state->timers = stretch(state->timers, &state->timer_words, &state->timer_cap,
                            state->timer_count / 64 + 1, sizeof(*state->timers));
}

void state_finish(struct state *state)
{
    free(state->tasks);
    free(state->objects);
    free(state->timers);
    free(state->ready);
    *state = (struct state){ 0 };
}

static void *copy_items(void *to, size_t *to_cap, const void *from, size_t count,
                        size_t item_bytes)
{
    to = mem_grow(to, to_cap, count, item_bytes);
    if (count)
        memcpy(to, from, count * item_bytes);
    return to;
}

void state_copy(struct state *to, const struct state *from)
{
    struct state copy = *from;
    size_t ready_count = state_ready_count(from);
    copy.task_cap = to->task_cap;
    copy.object_cap = to->object_cap;
    copy.timer_cap = to->timer_cap;
    copy.ready_cap = to->ready_cap;
    copy.tasks = copy_items(to->tasks, &copy.task_cap, from->tasks, from->task_count,
                            sizeof(*from->tasks));
    copy.objects = copy_items(to->objects, &copy.object_cap, from->objects, from->object_count,
                              sizeof(*from->objects));
    copy.timers = copy_items(to->timers, &copy.timer_cap, from->timers, from->timer_words,
                             sizeof(*from->timers));
    copy.ready = copy_items(to->ready, &copy.ready_cap,
                            from->ready ? from->ready + from->ready_first : NULL, ready_count,
                            sizeof(*from->ready));
    copy.ready_first = 0;
    copy.ready_end = ready_count;
    *to = copy;
}

/* ---- The ready queue ---- */

static void push_ready(struct state *state, uint32_t task)
{
    size_t count = state_ready_count(state);
    if (state->ready_end == state->ready_cap && state->ready_first > count) {
        memcpy(state->ready, state->ready + state->ready_first, count * sizeof(*state->ready));
        state->ready_first = 0;
        state->ready_end = count;
    }
    state->ready =
        mem_grow(state->ready, &state->ready_cap, state->ready_end + 1, sizeof(*state->ready));
    state->ready[state->ready_end++] = task;
}

static void pop_ready(struct state *state, size_t count)
{
    state->ready_first += count;
    state->batch -= count < state->batch ? count : state->batch;
}

/* Takes the entry off, and the callbacks before it: they ran without a word. One that is not
 * there leaves the queue alone. */
static void pop_through(struct state *state, uint32_t entry)
{
    for (size_t i = state->ready_first; i < state->ready_end; i++) {
        if (state->ready[i] == entry) {
            pop_ready(state, i + 1 - state->ready_first);
            return;
        }
        if (state->ready[i])
            return;
    }
}

/* ---- Tasks ---- */

static void set_status(struct state *state, uint32_t task, enum task_status status)
{
    state->tasks[task].status = status;
    state->tasks[task].since = (uint32_t)state->position;
}

static void make_ready(struct state *state, uint32_t task)
{
    if (!task || state->tasks[task].status == TASK_READY)
        return;
    set_status(state, task, TASK_READY);
    push_ready(state, task);
}

/* Nobody runs any more, and no callback. A task that stopped without a word (it awaited itself,
 * which is refused) is ready again. */
static void stop_running(struct state *state)
{
    uint32_t task = state->running;
    state->running = state->call = 0;
    if (task && state->tasks[task].status == TASK_RUNNING)
        make_ready(state, task);
}

static void run_task(struct state *state, uint32_t task)
{
    stop_running(state);
    pop_through(state, task);
    set_status(state, task, TASK_RUNNING);
    state->tasks[task].cancel = 0; /* this is where it is delivered */
    state->tasks[task].left = state->tasks[task].at;
    state->running = task;
}

static void suspend(struct state *state, const struct record *record)
{
    struct task_state *task = &state->tasks[record->task];
    task->paused = (uint32_t)state->position;
    task->at = record->at;
    set_status(state, record->task, TASK_WAITING);
    if (record->kind == WORD_YIELD)
        make_ready(state, record->task);
    if (state->running == record->task)
        state->running = 0;
}

static void end_task(struct state *state, uint32_t task)
{
    set_status(state, task, TASK_DONE);
    state->tasks[task].cancel = 0;
    state->tasks[task].frame = 0;
    if (state->running == task)
        state->running = 0;
}

static void enter_or_leave(struct state *state, const struct recording *recording,
                           const struct record *record)
{
    struct task_state *task = &state->tasks[record->task];
    if (record->kind == WORD_ENTER) {
        task->frame = (uint32_t)state->position;
        task->at = record->at;
    } else if (task->frame) {
        const struct record *frame = recording_at(recording, task->frame);
        task->at = frame->at;
        task->frame = frame->other;
    }
}

/* What somebody does shows where he is. */
static void place_doer(struct state *state, uint32_t task, uint32_t at)
{
    if (task && at && state->running == task)
        state->tasks[task].at = at;
}

/* ---- The loop ---- */

/* Also if it was cut short and another one begins. */
static void end_loop(struct state *state)
{
    for (uint32_t task = 1; task < state->task_count; task++) {
        enum task_status status = state->tasks[task].status;
        state->tasks[task].was_waiting |= status == TASK_WAITING;
        if (status == TASK_READY || status == TASK_RUNNING || status == TASK_WAITING)
            set_status(state, task, TASK_DROPPED);
    }
    memset(state->timers, 0, state->timer_words * sizeof(*state->timers));
    state->ready_first = state->ready_end = state->batch = 0;
    state->running = state->call = 0;
    state->is_in_tick = false;
}

/* A queue too long to list is the one that was followed, less its callbacks. */
static void begin_tick(struct state *state, const struct recording *recording,
                       const struct record *record)
{
    const uint32_t *ready = recording_ready(recording, record);
    state->is_in_tick = true;
    state->began_us = record->t_us;
    if (!record->has_more_ready) {
        state->ready_first = state->ready_end = 0;
        for (uint32_t i = 0; i < record->ready_count; i++)
            push_ready(state, ready[i]);
    }
    state->batch = state_ready_count(state);
}

static void end_tick(struct state *state)
{
    stop_running(state);
    pop_ready(state, state->batch);
    state->is_in_tick = false;
    state->held_us = state->t_us - state->began_us;
}

static void change_timer(struct state *state, const struct record *record)
{
    uint64_t bit = UINT64_C(1) << record->object % 64;
    uint64_t *word = &state->timers[record->object / 64];
    if (record->object)
        *word = record->what == WORD_ARMED ? *word | bit : *word & ~bit;
}

static void change_permits(struct object_state *semaphore, const struct record *record)
{
    bool is_taken = record->what == WORD_ACQUIRE;
    semaphore->permit = is_taken ? record->other : semaphore->permit;
    semaphore->taken += is_taken ? 1 : -1u;
}

static void change_object(struct state *state, const struct record *record)
{
    struct object_state *object = &state->objects[record->object];
    if (!record->object)
        return;
    object->last = (uint32_t)state->position;
    if (record->kind == WORD_LOCK)
        object->holder = record->amount > 0 ? record->by : 0;
    else if (record->kind == WORD_SEMAPHORE && record->other)
        change_permits(object, record);
}

/* ---- Records ---- */

static void happen(struct state *state, const struct recording *recording,
                   const struct record *record)
{
    switch (record->kind) {
    case WORD_TRACE:
        state->loop = (uint32_t)state->position;
        state->held_us = 0;
        end_loop(state);
        break;
    case WORD_END:
        end_loop(state);
        break;
    case WORD_TICK:
        begin_tick(state, recording, record);
        break;
    case WORD_TICK_END:
        end_tick(state);
        break;
    case WORD_CALL:
        stop_running(state);
        pop_through(state, 0);
        state->call = (uint32_t)state->position;
        break;
    case WORD_TASK:
        change_object(state, record);
        make_ready(state, record->task);
        place_doer(state, record->other, record->at);
        break;
    case WORD_RUN:
        run_task(state, record->task);
        break;
    case WORD_ENTER:
    case WORD_LEAVE:
        change_object(state, record);
        enter_or_leave(state, recording, record);
        break;
    case WORD_WAIT:
    case WORD_YIELD:
        suspend(state, record);
        break;
    case WORD_WAKE:
        state->call = 0; /* the library's callbacks, which wake, begin without a word */
        make_ready(state, record->task);
        break;
    case WORD_CANCEL:
        state->tasks[record->task].cancel = (uint32_t)state->position;
        break;
    case WORD_DONE:
        end_task(state, record->task);
        break;
    case WORD_TIMER:
        change_timer(state, record);
        break;
    case WORD_MEMBER:
        state->objects[record->object].member = (uint32_t)state->position;
        break;
    case WORD_OUTPUT:
        state->output_count++;
        break;
    case WORD_WARNING:
        state->warning_count++;
        break;
    default:
        change_object(state, record);
        place_doer(state, record->by, record->at);
        break;
    }
}

void state_advance(struct state *state, const struct recording *recording)
{
    const struct record *record = recording_at(recording, state->position);
    meet(state, recording);
    state->tick = record->tick;
    state->t_us = record->t_us;
    happen(state, recording, record);
    state->position++;
}
