/* A deadlock that the rest of the program does not notice: it ends, and there are tasks left
 * that wait for each other in a circle. (If nobody can go on at all, the runtime says so
 * itself.) */
#include "trace/advice/rules.h"

#include "trace/describe.h"

/* Who keeps the task waiting; 0: nobody does. */
static uint32_t next_of(const struct advisor *advisor, uint32_t task)
{
    const struct advice_task *state = &advisor->tasks[task];
    if (!state->is_waiting || state->ended)
        return 0;
    if (state->wait.what == WORD_LOCK)
        return advisor->objects[state->wait.object].lock.holder;
    return state->wait.what == WORD_TASK ? state->wait.other : 0;
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

void advice_deadlock(struct advisor *advisor, const struct record *record)
{
    uint32_t first = record->task, at = first;
    if (record->kind != WORD_LEFT || advice_circle_first(advisor, first) != first)
        return;
    struct buf circle = { 0 };
    do {
        uint32_t next = next_of(advisor, at);
        if (at == first)
            describe_task(advisor->recording, at, &circle);
        buf_adds(&circle, at == first ? " waits on " : ", which waits on ");
        describe_wait(advisor->recording, &advisor->tasks[at].wait, next, &circle);
        at = next;
    } while (at != first);
    advice_warn(advisor, ADVICE_DEADLOCK, first, advisor->tasks[first].wait.at,
                "%s: none of them can go on", buf_str(&circle));
    buf_finish(&circle);
}
