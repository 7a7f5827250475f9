/* A step is what a task does between two awaits, or a callback in one go. One that holds the
 * loop for long is worth a warning: while a trace is taken, or with ASYNC_DEBUG=1. */
#ifndef RUNTIME_STEP_H
#define RUNTIME_STEP_H

#include "task.h"

/* Called where a task goes on, and where it stops: to be called while the loop is careful. */
void step_begin(struct async_task *task);
void step_end(struct async_task *task);

/* The present step called async_block() there. */
void step_blocks(struct async_loop *loop, int64_t ms, const char *site);

/* Calls the handle's function as a step; one without a name is the library's own. To be called
 * while the loop is watched. */
void step_call(struct async_loop *loop, struct async_handle *handle);

#endif
