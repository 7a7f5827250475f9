/* What the synchronization primitives have in common: a face in traces, and a line of waiters.
 *
 * A waiter's record, with the future it waits for, lies on the stack of its task and is in the
 * line until that task goes on (or until it is popped, where the primitive does that). So
 * nothing is allocated, and those that are woken or cancelled but have not run yet still stand
 * in it, which is what asyncio's rules are about. */
#ifndef RUNTIME_WAITERS_H
#define RUNTIME_WAITERS_H

#include "future.h"
#include "loop.h"
#include "task.h"
#include "timer.h"
#include "trace.h"

struct async_waiter {
    struct async_future future;
    struct async_waiter *previous, *next;
    struct async_waiters *line; /* NULL: not in line (any more) */
};

/* The face of an object that the program calls `expression`, as in "&cart_lock". */
static inline struct async_object object_of(const char *kind, const char *expression)
{
    return (struct async_object){
        .kind = kind,
        .name = *expression == '&' ? expression + 1 : expression,
    };
}

/* Tells the trace that the object changed; `value` is its state as a number. Where the loop
 * is at hand, it need not be asked for. */
static inline void object_changed_in(struct async_loop *loop, struct async_object *object,
                                     const char *op, size_t value)
{
    TRACE(object, loop, object->kind, &object->id, object->name, op, (int64_t)value);
}

static inline void object_changed(struct async_object *object, const char *op, size_t value)
{
    object_changed_in(loop_current(), object, op, value);
}

/* Why the task waits for the object. */
static inline struct wait_reason object_reason(const struct async_task *task,
                                               struct async_object *object, const char *kind)
{
    return (struct wait_reason){
        .kind = kind,
        .name = object->name,
        .id = trace_id(task->loop, &object->id),
        .until_ns = TIMER_NEVER,
    };
}

/* Lines the task up at the end, and suspends it until the waiter is woken. 0 or
 * ASYNC_ECANCELED: the waiter's state tells whether it had been woken before. It is out of the
 * line then. */
int waiters_wait(struct async_waiters *waiters, struct async_waiter *waiter,
                 struct async_task *task, const struct wait_reason *reason, const char *site);

/* Wakes the first `n` that are not done; returns how many there were. They stay in line. */
size_t waiters_wake(struct async_waiters *waiters, size_t n);

/* Takes waiters out of the line up to the first that is not done, and wakes that one. False if
 * there is none; the line is empty then. */
bool waiters_pop_some(struct async_waiters *waiters);
static inline bool waiters_pop(struct async_waiters *waiters)
{
    return UNLIKELY(waiters->first) && waiters_pop_some(waiters);
}

/* True if one of them is not cancelled. */
static inline bool waiters_have_claim(const struct async_waiters *waiters)
{
    const struct async_waiter *at = waiters->first;
    while (at && at->future.state == ASYNC_FUTURE_CANCELLED)
        at = at->next;
    return at != NULL;
}

size_t waiters_count(const struct async_waiters *waiters);

#endif
