/* The executor from the inside. */
#ifndef RUNTIME_EXECUTOR_H
#define RUNTIME_EXECUTOR_H

#include <async/executor.h>

#include "loop.h"

/* async_block() in a working thread: if its loop's clock is virtual, waits until that clock has moved on by
 * `ms` and returns true; else false. */
bool executor_block(int64_t ms);

/* Ends the loop's own pool, and brings home the jobs that came back too late for anybody to notice. Nothing
 * else that is ready runs. */
void executor_finish(struct async_loop *loop);

#endif
