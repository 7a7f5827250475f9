/* ASYNC_DEBUG=1: a loop that is looked at while it runs, without a trace. */
#ifndef RUNTIME_DEBUG_H
#define RUNTIME_DEBUG_H

#include "loop.h"

/* If it is set: steps are timed, and the signal SIGUSR1 has all tasks written to stderr. */
void debug_open(struct async_loop *loop);

#endif
