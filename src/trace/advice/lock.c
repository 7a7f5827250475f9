/* A lock held across a long await, or several that are long together, while others stand in
 * line for it. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

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
    advisor->objects[lock].lock.waited_us = 0;
    advisor->objects[lock].lock.outer = advisor->tasks[task].held;
    advisor->tasks[task].held = lock;
}

static void warn(struct advisor *advisor, const struct advice_task *task, uint32_t lock,
                 bool is_one_await)
{
    const struct recording *recording = advisor->recording;
    uint32_t waiting = advisor->objects[lock].lock.waiting;
    struct buf name = { 0 }, object = { 0 }, waited = { 0 };
    describe_task(recording, task->wait.task, &name);
    describe_object(recording, WORD_LOCK, recording->objects[lock].name, lock, &object);
    describe_ms(advisor->objects[lock].lock.waited_us, &waited);
    advice_warn(advisor, ADVICE_LOCK_ACROSS_AWAIT, task->wait.task, task->wait.at,
                "%s held %s while it waited%s for %s ms, and %u other%s stood in line for it",
                buf_str(&name), buf_str(&object), is_one_await ? " here" : ", here last,",
                buf_str(&waited), (unsigned)waiting, waiting == 1 ? "" : "s");
    buf_finish(&name);
    buf_finish(&object);
    buf_finish(&waited);
}

static void leave_line(struct advice_object *object)
{
    if (object->lock.waiting)
        object->lock.waiting--;
}

/* The holder waited while others stand in line. */
static void count_wait(struct advisor *advisor, const struct advice_task *task, uint32_t lock,
                       int64_t waited_us)
{
    struct advice_object *object = &advisor->objects[lock];
    if (!object->lock.waiting)
        return;
    object->lock.waited_us += waited_us;
    if (object->lock.waited_us < TICK_SLOW_US || object->lock.warned_at == task->wait.at)
        return;
    object->lock.warned_at = task->wait.at;
    warn(advisor, task, lock, object->lock.waited_us == waited_us);
    object->lock.waited_us = 0;
}

/* The task goes on after a wait. A deadlock is another story. */
static void go_on(struct advisor *advisor, const struct record *record)
{
    const struct advice_task *task = &advisor->tasks[record->task];
    if (!task->is_waiting)
        return;
    if (task->wait.what == WORD_LOCK)
        leave_line(&advisor->objects[task->wait.object]);
    for (uint32_t lock = task->held, outer; lock && !task->is_deadlocked; lock = outer) {
        outer = advisor->objects[lock].lock.outer;
        count_wait(advisor, task, lock, record->t_us - task->wait.t_us);
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
