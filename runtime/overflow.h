/* A task that uses up its stack is told by name, not by a bare SIGSEGV. */
#ifndef RUNTIME_OVERFLOW_H
#define RUNTIME_OVERFLOW_H

#include "loop.h"

/* Begins to watch this thread's faults, if nobody else does (a sanitizer, a handler of the
 * program's own). Where memory is short, an overflow stays a bare SIGSEGV. */
void overflow_watch(struct async_loop *loop);
void overflow_unwatch(struct async_loop *loop);

/* Ends the program: the running task has overwritten what lies below its stack, so that nothing
 * can be trusted any more. */
_Noreturn void overflow_end(struct async_loop *loop);

#endif
