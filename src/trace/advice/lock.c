/* A lock held across a long await, while others stand in line for it. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

enum { LONG_US = 100 * 1000 }; /* as long as a step that holds the loop */

/* Locks need not be released in the order in which they were taken, nor by their holder. */
static void release(struct advisor *advisor, uint32_t lock)
{
    struct advice_object *object = &advisor->objects[lock];
    uint32_t *at = &advisor->tasks[object->lock.holder].held;
    while (*at && *at != lock)
        at = &advisor->objects[*at].lock.outer;
    if (*at)
        *at = object->lock.outer;
    object->lock.holder = object->lock.outer = 0;
}

static void acquire(struct advisor *advisor, uint32_t task, uint32_t lock)
{
    release(advisor, lock); /* a broken trace must not make a circle of the list */
    advisor->objects[lock].lock.holder = task;
    advisor->objects[lock].lock.outer = advisor->tasks[task].held;
    advisor->tasks[task].held = lock;
}

static void warn(struct advisor *advisor, const struct advice_task *task, uint32_t lock,
                 int64_t waited_us)
{
    const struct recording *recording = advisor->recording;
    uint32_t waiting = advisor->objects[lock].lock.waiting;
    struct buf name = { 0 }, object = { 0 }, waited = { 0 };
    describe_task(recording, task->wait.task, &name);
    describe_object(recording, WORD_LOCK, recording->objects[lock].name, lock, &object);
    describe_ms(waited_us, &waited);
    advice_warn(
        advisor, ADVICE_LOCK_ACROSS_AWAIT, task->wait.task, task->wait.at,
        "%s held %s while it waited here for %s ms, and %u other%s stood in line for it",
        buf_str(&name), buf_str(&object), buf_str(&waited), (unsigned)waiting,
        waiting == 1 ? "" : "s");
    buf_finish(&name);
    buf_finish(&object);
    buf_finish(&waited);
}

static void leave_line(struct advice_object *object)
{
    if (object->lock.waiting)
        object->lock.waiting--;
}

/* The task goes on after a wait. */
static void go_on(struct advisor *advisor, const struct record *record)
{
    const struct advice_task *task = &advisor->tasks[record->task];
    int64_t waited_us = record->t_us - task->wait.t_us;
    if (!task->is_waiting)
        return;
    if (task->wait.what == WORD_LOCK)
        leave_line(&advisor->objects[task->wait.object]);
    for (uint32_t lock = task->held; lock && waited_us >= LONG_US;) {
        struct advice_object *object = &advisor->objects[lock];
        uint32_t outer = object->lock.outer;
        if (object->lock.waiting && object->lock.warned_at != task->wait.at) {
            object->lock.warned_at = task->wait.at;
            warn(advisor, task, lock, waited_us);
        }
        lock = outer;
    }
}

void advice_lock(struct advisor *advisor, const struct record *record)
{
    if (record->kind == WORD_LOCK && record->amount > 0)
        acquire(advisor, record->by, record->object);
    else if (record->kind == WORD_LOCK)
        release(advisor, record->object);
    else if (record->kind == WORD_WAIT && record->what == WORD_LOCK)
        advisor->objects[record->object].lock.waiting++;
    else if (record->kind == WORD_RUN)
        go_on(advisor, record);
}
