/* A cancellation that was swallowed: the task was asked to stop, nobody took that back, and it
 * ended with a result all the same. If it awaited another task then, that one was asked in its
 * place. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

static void be_cancelled(struct advice_task *task, const struct record *record)
{
    bool is_for_task = task->is_waiting && task->wait.what == WORD_TASK;
    task->cancel.t_us = record->t_us;
    task->cancel.at = task->wait.at;
    task->cancel.passed_to = is_for_task ? task->wait.other : 0;
}

static void end(struct advisor *advisor, const struct record *record)
{
    const struct advice_task *task = &advisor->tasks[record->task];
    uint32_t asked = task->cancel.passed_to;
    bool is_asked = record->amount > 0 && record->what == WORD_RESULT;
    if (!is_asked || (asked && advisor->tasks[asked].ended == WORD_RESULT))
        return;
    struct buf name = { 0 }, when = { 0 };
    describe_task(advisor->recording, record->task, &name);
    describe_ms(task->cancel.t_us, &when);
    advice_warn(advisor, ADVICE_SWALLOWED_CANCEL, record->task, task->cancel.at,
                "%s was cancelled at %s ms, and ended with a result as if it had not been",
                buf_str(&name), buf_str(&when));
    buf_finish(&name);
    buf_finish(&when);
}

void advice_swallowed(struct advisor *advisor, const struct record *record)
{
    if (record->kind == WORD_CANCEL)
        be_cancelled(&advisor->tasks[record->task], record);
    else if (record->kind == WORD_DONE)
        end(advisor, record);
}
