/* A cancellation that was swallowed: the task was asked to stop, nobody took that back, and it
 * ended with a result all the same, or goes on and on. A timeout asks so too, and takes it back
 * when its scope is left: what ran in there must have ended by it. If the task awaited another
 * one then, that one was asked in its place. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

enum { MANY_WAITS = 32 }; /* at the place where it was cancelled: that is no clean-up */

static void be_cancelled(struct advice_task *task, const struct record *record)
{
    bool is_for_task = task->is_waiting && task->wait.what == WORD_TASK;
    task->cancel.t_us = record->t_us;
    task->cancel.at = task->wait.at;
    task->cancel.passed_to = is_for_task ? task->wait.other : 0;
    task->cancel.waits = 0;
    task->cancel.is_standing = true;
}

/* `why`: that it was asked; `what`: it did in spite of that. */
static void warn(struct advisor *advisor, uint32_t number, const char *why, const char *what)
{
    struct advice_task *task = &advisor->tasks[number];
    struct buf name = { 0 }, when = { 0 };
    describe_task(advisor->recording, number, &name);
    describe_ms(task->cancel.t_us, &when);
    task->cancel.is_standing = false;
    advice_warn(advisor, ADVICE_SWALLOWED_CANCEL, number, task->cancel.at,
                "%s was %s at %s ms, and %s as if it had not been", buf_str(&name), why,
                buf_str(&when), what);
    buf_finish(&name);
    buf_finish(&when);
}

/* Whether the task itself was asked, and nothing came of it so far. */
static bool was_asked(const struct advisor *advisor, const struct advice_task *task)
{
    uint32_t asked = task->cancel.passed_to;
    return task->cancel.is_standing && !(asked && advisor->tasks[asked].ended == WORD_RESULT);
}

static void wait_again(struct advisor *advisor, const struct record *record)
{
    struct advice_task *task = &advisor->tasks[record->task];
    bool is_same = record->at && record->at == task->cancel.at;
    if (was_asked(advisor, task) && is_same && ++task->cancel.waits == MANY_WAITS)
        warn(advisor, record->task, "cancelled", "goes on");
}

void advice_swallowed(struct advisor *advisor, const struct record *record)
{
    struct advice_task *task = &advisor->tasks[record->task];
    switch (record->kind) {
    case WORD_CANCEL:
        be_cancelled(task, record);
        break;
    case WORD_WAIT:
        wait_again(advisor, record);
        break;
    case WORD_TIMEOUT:
        if (!record->err && was_asked(advisor, task))
            warn(advisor, record->task, "out of time and cancelled",
                 "what ran then had a result");
        break;
    case WORD_UNCANCEL:
        task->cancel.is_standing = record->amount > 0;
        break;
    case WORD_DONE:
        if (record->amount > 0 && record->what == WORD_RESULT && was_asked(advisor, task))
            warn(advisor, record->task, "cancelled", "ended with a result");
        break;
    default:
        break;
    }
}
