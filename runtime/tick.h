/* One round of the loop, and the short way from task to task within it. */
#ifndef RUNTIME_TICK_H
#define RUNTIME_TICK_H

#include "task.h"

/* Runs one tick. 0; ASYNC_ETICKLIMIT or ASYNC_EDEADLOCK: there is none to run. */
int tick_run(struct async_loop *loop);

/* The task to run next if it can be switched to directly, now the current one: the tick goes on
 * or, where that takes no more than counting, a new one begins. NULL: the loop's own flow has
 * to look. A task that has not started yet takes over `stack` if the caller offers one, which
 * is running on it. */
struct async_task *tick_next_task(struct async_loop *loop, struct stack *stack);

/* Whether a tick went by in which the current task, which gives way, would have been the only
 * one to run: where nobody else is ready. */
bool tick_alone(struct async_loop *loop);
static inline bool tick_passes(struct async_loop *loop)
{
    return !loop->ready_first && tick_alone(loop);
}

#endif
