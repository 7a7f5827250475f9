/* Task-local values. Mirrors contextvars.ContextVar.
 *
 * A new task starts with the values of the task that makes it; what either sets later is not
 * seen by the other. A thread sees those of the task that called async_to_thread(). Callbacks
 * see none: asyncio copies the context into each of them, which here no call_soon pays for.
 *
 * Example:
 *     static const struct async_local request_id = { "none" };
 *     int err = async_local_set(&request_id, "r-17");
 *     if (err)
 *         return err;
 *     printf("%s\n", (const char *)async_local_get(&request_id)); */
#ifndef ASYNC_LOCAL_H
#define ASYNC_LOCAL_H

#include <async/base.h>

ASYNC_C_BEGIN

/* A variable; its address is what identifies it. */
struct async_local {
    void *initial; /* its value where none was set */
};

/* Sets the value for the current task and those it makes from now on. `value` is borrowed and
 * must live as long as they do. Never suspends. Returns 0; ASYNC_ENOMEM; ASYNC_ERUNTIME outside
 * a task. Mirrors ContextVar.set(). */
ASYNC_MUST_CHECK int async_local_set(const struct async_local *local, void *value);

/* The value in the current task, or in a thread that works for one. Never suspends. Mirrors
 * ContextVar.get(). */
void *async_local_get(const struct async_local *local);

ASYNC_C_END

#endif
