/* A deadlock that the rest of the program does not notice: there are tasks that wait for each
 * other in a circle, until one of them is cancelled, by a timeout maybe, or the program ends
 * and they are left, or the trace is cut short. (If nobody can go on at all, the runtime says
 * so itself.) */
#include "trace/advice/rules.h"

#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"

/* The first task that a gather, or another one that needs all, still waits for; 0: there is
 * none. */
static uint32_t first_left(const struct advisor *advisor, uint32_t object)
{
    const struct recording *recording = advisor->recording;
    uint32_t first = 0;
    for (size_t at = recording->objects[object].member; at && at >= recording->forgotten;) {
        const struct record *member = recording_at(recording, at);
        if (member->what == WORD_ALL && member->task && !advisor->tasks[member->task].ended)
            first = member->task;
        at = member->other;
    }
    return first;
}

/* Who keeps the task waiting; 0: nobody does. */
static uint32_t next_of(const struct advisor *advisor, uint32_t task)
{
    const struct advice_task *state = &advisor->tasks[task];
    if (!state->is_waiting || state->ended)
        return 0;
    if (state->wait.what == WORD_LOCK)
        return advisor->objects[state->wait.object].lock.holder;
    return state->wait.what == WORD_TASK ? state->wait.other
                                         : first_left(advisor, state->wait.object);
}

uint32_t advice_circle_first(const struct advisor *advisor, uint32_t task)
{
    uint32_t first = task, at = next_of(advisor, task);
    for (size_t steps = 0; at && at != task && steps < advisor->task_count; steps++) {
        first = at < first ? at : first;
        at = next_of(advisor, at);
    }
    return at == task ? first : 0;
}

/* What the task waits on, and if that is several tasks for which one. */
static void describe_link(const struct advisor *advisor, uint32_t task, uint32_t next,
                          struct buf *out)
{
    const struct record *wait = &advisor->tasks[task].wait;
    bool is_several = first_left(advisor, wait->object);
    describe_wait(advisor->recording, wait, is_several ? 0 : next, out);
    if (is_several) {
        buf_adds(out, " of ");
        describe_task(advisor->recording, next, out);
    }
}

/* Adds the circle, and marks those in it. */
static void tell_circle(struct advisor *advisor, uint32_t first, struct buf *out)
{
    describe_task(advisor->recording, first, out);
    uint32_t at = first;
    do {
        uint32_t next = next_of(advisor, at);
        buf_adds(out, at == first ? " waits on " : ", which waits on ");
        describe_link(advisor, at, next, out);
        advisor->tasks[at].is_deadlocked = true;
        at = next;
    } while (at != first);
}

/* Unless it is told already. */
static void warn(struct advisor *advisor, uint32_t first)
{
    if (advisor->tasks[first].is_deadlocked)
        return;
    struct buf circle = { 0 };
    tell_circle(advisor, first, &circle);
    advice_warn(advisor, ADVICE_DEADLOCK, first, advisor->tasks[first].wait.at,
                "%s: none of them can go on", buf_str(&circle));
    buf_finish(&circle);
}

void advice_deadlock(struct advisor *advisor, const struct record *record)
{
    bool is_end = record->kind == WORD_LEFT || record->kind == WORD_CANCEL;
    uint32_t first = is_end ? advice_circle_first(advisor, record->task) : 0;
    if (first)
        warn(advisor, first);
}

void advice_deadlock_at_cut(struct advisor *advisor)
{
    /* By the task from which each was reached first: who comes back to where the same walk has
     * been is in a circle. */
    uint32_t *walks = mem_alloc(advisor->task_count * sizeof(*walks));
    for (uint32_t task = advisor->main; task && task < advisor->task_count; task++) {
        uint32_t at = task;
        for (; at && !walks[at]; at = next_of(advisor, at))
            walks[at] = task;
        if (at && walks[at] == task)
            warn(advisor, advice_circle_first(advisor, at));
    }
    free(walks);
}
