/* A task that nobody awaits at the end. The main task is done, and the runtime says of each
 * task that is left whether anybody looks after it. Where the main task failed, it did not
 * come to its awaits; tasks that wait for each other are a deadlock. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

void advice_forgotten(struct advisor *advisor, const struct record *record)
{
    const struct advice_task *task = &advisor->tasks[record->task];
    if (record->kind != WORD_LEFT || advisor->tasks[advisor->main].ended != WORD_RESULT ||
        advice_circle_first(advisor, record->task))
        return;
    struct buf name = { 0 }, doing = { 0 };
    describe_task(advisor->recording, record->task, &name);
    if (!task->is_waiting) {
        buf_adds(&doing, "is ready to run");
    } else if (!describe_sleep(&task->wait, false, &doing)) {
        buf_adds(&doing, "waits on ");
        describe_wait(advisor->recording, &task->wait, 0, &doing);
    }
    advice_warn(advisor, ADVICE_FORGOTTEN_TASK, record->task, record->at,
                "nobody awaits %s, which %s: it is cancelled, for the main task is done",
                buf_str(&name), buf_str(&doing));
    buf_finish(&name);
    buf_finish(&doing);
}
