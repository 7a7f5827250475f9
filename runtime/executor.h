/* The executor from the inside. */
#ifndef RUNTIME_EXECUTOR_H
#define RUNTIME_EXECUTOR_H

#include <async/executor.h>

#include "loop.h"

/* async_block() in a working thread: if its loop's clock is virtual, waits until that clock
 * has moved on by `ms` and returns true; else false. */
bool executor_block(int64_t ms);

/* In a working thread: where it keeps its last error and that one's code, and the task-local
 * values that it sees. NULL elsewhere. */
struct async_error **executor_error(int **ret_code);
const struct binding *executor_locals(void);

/* async_run_in_executor() in the loop's own pool, for work that owns its argument:
 * dispose(arg) is called in the loop's thread once the future was released and the thread is
 * through with it. NULL if out of memory or without a loop: `arg` is the caller's then. */
struct async_future *executor_submit(async_work_fn *fn, void *arg, void (*dispose)(void *arg),
                                     const char *name);

/* Ends the threads of the loop's pools, and brings home the jobs that came back too late for
 * anybody to notice. Nothing else that is ready runs: the ready queue is empty then. */
void executor_finish(struct async_loop *loop);

/* After fork(), in the child: the threads are not here. What they had in hand, or in their
 * queue, is lost; the loop's pools begin anew. */
void executor_abandon(struct async_loop *loop);

#endif
