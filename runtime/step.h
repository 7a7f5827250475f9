/* A step is what a task does between two awaits. One that holds the loop for long is worth a
 * warning: while a trace is taken, or with ASYNC_DEBUG=1. */
#ifndef RUNTIME_STEP_H
#define RUNTIME_STEP_H

#include "task.h"

/* Called where a task goes on, and where it stops: to be called while the loop is careful. */
void step_begin(struct async_task *task);
void step_end(struct async_task *task);

#endif
