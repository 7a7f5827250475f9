#include "trace/model.h"

#include <stdlib.h>

#include "base/mem.h"

enum { SNAPSHOT_RECORDS = 4096 }; /* at least, from one to the next */

void model_init(struct model *model, const struct recording *recording)
{
    *model = (struct model){ .recording = recording };
}

void model_finish(struct model *model)
{
    for (size_t i = 0; i < model->snapshot_count; i++)
        state_finish(&model->snapshots[i]);
    free(model->snapshots);
    state_finish(&model->state);
    *model = (struct model){ 0 };
}

/* ---- Moving ---- */

static size_t snapshot_gap(const struct state *state)
{
    size_t size = state->task_count + state->object_count + state_ready_count(state);
    return size > SNAPSHOT_RECORDS ? size : SNAPSHOT_RECORDS;
}

static void keep_snapshot(struct model *model)
{
    size_t last =
        model->snapshot_count ? model->snapshots[model->snapshot_count - 1].position : 0;
    if (model->state.position < last + snapshot_gap(&model->state))
        return;
    model->snapshots = mem_grow(model->snapshots, &model->snapshot_cap,
                                model->snapshot_count + 1, sizeof(*model->snapshots));
    struct state *snapshot = &model->snapshots[model->snapshot_count++];
    *snapshot = (struct state){ 0 };
    state_copy(snapshot, &model->state);
}

/* Restores the last snapshot that is not behind `position`, unless the state at hand is
 * nearer. */
static void restore(struct model *model, size_t position)
{
    size_t first = 0, end = model->snapshot_count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (model->snapshots[middle].position <= position)
            first = middle + 1;
        else
            end = middle;
    }
    static const struct state beginning;
    const struct state *best = first ? &model->snapshots[first - 1] : &beginning;
    bool is_ahead = model->state.position > position;
    if (is_ahead || model->state.position < best->position)
        state_copy(&model->state, best);
}

void model_seek(struct model *model, size_t position)
{
    if (position > model->recording->count)
        position = model->recording->count;
    restore(model, position);
    while (model->state.position < position) {
        state_advance(&model->state, model->recording);
        keep_snapshot(model);
    }
}

/* ---- Timers ---- */

/* Equal deadlines fire in the order they were armed. */
static int by_deadline(const void *a, const void *b)
{
    const struct record *left = *(const struct record *const *)a;
    const struct record *right = *(const struct record *const *)b;
    if (left->amount != right->amount)
        return left->amount < right->amount ? -1 : 1;
    return left < right ? -1 : left > right;
}

/* The first `cap` of all timers, by keeping that many in order. */
static void keep_first(const struct record **timers, size_t *count, size_t cap,
                       const struct record *timer)
{
    size_t at = *count < cap ? (*count)++ : cap;
    if (!cap || (at == cap && by_deadline(&timers[cap - 1], &timer) < 0))
        return;
    at = at == cap ? cap - 1 : at;
    for (; at && by_deadline(&timers[at - 1], &timer) > 0; at--)
        timers[at] = timers[at - 1];
    timers[at] = timer;
}

size_t model_timers(const struct model *model, const struct record **ret_timers, size_t cap)
{
    const struct state *state = &model->state;
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < state->timer_words; i++) {
        for (uint64_t bits = state->timers[i]; bits; bits &= bits - 1) {
            size_t timer = 64 * i + (size_t)__builtin_ctzll(bits);
            count++;
            keep_first(ret_timers, &kept, cap,
                       recording_at(model->recording, model->recording->timers[timer]));
        }
    }
    return count;
}

/* ---- The world outside ---- */

size_t model_jobs(const struct model *model, const struct record **ret_jobs, size_t cap)
{
    const struct record_list *jobs = &model->recording->jobs;
    size_t count = 0;
    for (size_t i = 0; i < jobs->count && jobs->items[i] < model->state.position; i++) {
        const struct record *job = recording_at(model->recording, jobs->items[i]);
        if (!job->object || model->state.objects[job->object].last != jobs->items[i])
            continue; /* it came back */
        if (count < cap)
            ret_jobs[count] = job;
        count++;
    }
    return count;
}

static bool is_io(const struct record *wait)
{
    switch (wait->what) {
    case WORD_READABLE:
    case WORD_WRITABLE:
    case WORD_SERVER:
    case WORD_PROCESS:
    case WORD_SIGNAL:
    case WORD_FILE:
    case WORD_FETCH:
        return true;
    default:
        return false;
    }
}

size_t model_io(const struct model *model, const struct record **ret_waits, size_t cap)
{
    size_t count = 0;
    for (uint32_t task = 1; task < model->state.task_count; task++) {
        const struct record *wait = model_wait(model, task);
        if (!wait || !is_io(wait) || model->state.tasks[task].status != TASK_WAITING)
            continue;
        if (count < cap)
            ret_waits[count] = wait;
        count++;
    }
    return count;
}

/* ---- Who waits for whom ---- */

const struct record *model_wait(const struct model *model, uint32_t task)
{
    const struct task_state *state = &model->state.tasks[task];
    bool was_waiting = state->status == TASK_DROPPED && state->was_waiting;
    bool waits = state->status == TASK_WAITING || was_waiting;
    return waits ? recording_at(model->recording, state->paused) : NULL;
}

size_t model_waiters(const struct model *model, uint32_t object, uint32_t *ret_waiters,
                     size_t cap)
{
    const struct task_state *tasks = model->state.tasks;
    size_t count = 0;
    for (uint32_t task = 1; task < model->state.task_count; task++) {
        const struct record *wait = model_wait(model, task);
        if (!wait || wait->object != object)
            continue;
        size_t at = count++;
        if (at >= cap)
            continue;
        for (; at && tasks[ret_waiters[at - 1]].since > tasks[task].since; at--)
            ret_waiters[at] = ret_waiters[at - 1];
        ret_waiters[at] = task;
    }
    return count;
}

/* ---- Who holds what ---- */

static size_t permit_holders(const struct model *model, const struct object_state *semaphore,
                             uint32_t *ret_holders, size_t cap)
{
    const struct recorded_permit *permits = model->recording->permits;
    size_t at = semaphore->taken;
    for (uint32_t permit = semaphore->permit; at; permit = permits[permit].before) {
        bool is_back = permits[permit].given && permits[permit].given < model->state.position;
        if (!is_back && --at < cap)
            ret_holders[at] = recording_at(model->recording, permits[permit].taken)->by;
    }
    return semaphore->taken;
}

size_t model_holders(const struct model *model, uint32_t object, uint32_t *ret_holders,
                     size_t cap)
{
    const struct object_state *state = &model->state.objects[object];
    if (!state->holder)
        return permit_holders(model, state, ret_holders, cap);
    if (cap)
        ret_holders[0] = state->holder;
    return 1;
}

/* Of the other kinds the number says who waits, as of the last record. */
static bool is_taken(const struct model *model, uint32_t object)
{
    const struct object_state *state = &model->state.objects[object];
    const struct record *last =
        state->last ? recording_at(model->recording, state->last) : NULL;
    bool is_counted = last && (last->kind == WORD_EVENT || last->kind == WORD_QUEUE);
    return state->holder || state->taken || (is_counted && last->amount > 0);
}

size_t model_shared(const struct model *model, uint32_t *ret_objects, size_t cap)
{
    const struct recording *recording = model->recording;
    const struct record_list *shared = &recording->shared;
    bool *is_wanted = mem_alloc(shared->count + 1); /* [0]: all else that is waited for */
    size_t count = 0;
    for (uint32_t task = 1; task < model->state.task_count; task++) {
        const struct record *wait = model_wait(model, task);
        if (wait)
            is_wanted[recording->objects[wait->object].shared] = true;
    }
    for (size_t i = 0; i < shared->count; i++) {
        uint32_t object = shared->items[i];
        if (object >= model->state.object_count)
            break;
        bool is_of_loop = recording->objects[object].born >= model->state.loop;
        if (!is_of_loop || (!is_wanted[i + 1] && !is_taken(model, object)))
            continue;
        if (count < cap)
            ret_objects[count] = object;
        count++;
    }
    free(is_wanted);
    return count;
}

/* ---- Several that are waited for together ---- */

/* The newest of those that have joined by now; its record knows the one before. */
static const struct record *newest_member(const struct model *model, uint32_t object)
{
    uint32_t newest = object ? model->state.objects[object].member : 0;
    return newest ? recording_at(model->recording, newest) : NULL;
}

static const struct record *member_before(const struct model *model,
                                          const struct record *member)
{
    return member->other ? recording_at(model->recording, member->other) : NULL;
}

static bool has_ended(const struct model *model, const struct record *member)
{
    const struct state *state = &model->state;
    if (member->task)
        return state->tasks[member->task].status == TASK_DONE;
    bool is_known = member->amount > 0 && (size_t)member->amount < state->object_count;
    uint32_t last = is_known ? state->objects[member->amount].last : 0;
    const struct record *record = last ? recording_at(model->recording, last) : NULL;
    return record && record->kind == WORD_FUTURE && record->what != WORD_CREATED;
}

struct members model_members(const struct model *model, uint32_t object)
{
    const struct record *member = newest_member(model, object);
    struct members members = { .op = member ? member->what : 0 };
    for (; member; member = member_before(model, member)) {
        members.total++;
        members.left += !has_ended(model, member);
    }
    return members;
}

/* From the last to the first, as they are linked. */
size_t model_members_left(const struct model *model, uint32_t object, uint32_t *ret_tasks,
                          size_t cap)
{
    const struct record *newest = newest_member(model, object), *member;
    size_t count = 0, at;
    for (member = newest; member; member = member_before(model, member))
        count += member->task && !has_ended(model, member);
    at = count;
    for (member = newest; member; member = member_before(model, member)) {
        if (member->task && !has_ended(model, member) && --at < cap)
            ret_tasks[at] = member->task;
    }
    return count;
}

/* ---- Chains ---- */

uint32_t model_waits_for(const struct model *model, uint32_t task)
{
    const struct record *wait = model_wait(model, task);
    if (!wait)
        return 0;
    struct members members = model_members(model, wait->object);
    bool needs_all = members.op == WORD_ALL || members.left == 1;
    uint32_t first;
    if (members.total)
        return needs_all && model_members_left(model, wait->object, &first, 1) ? first : 0;
    size_t holders = model_holders(model, wait->object, &first, 1);
    if (wait->what == WORD_TASK)
        return wait->other;
    return holders == 1 ? first : 0;
}
