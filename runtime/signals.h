/* Signals from the inside. */
#ifndef RUNTIME_SIGNALS_H
#define RUNTIME_SIGNALS_H

#include <async/signal.h>

#include "loop.h"

/* As async_signal_add_handler(), but the loop does not wait for the signal: it ends, or is in
 * deadlock, as if nobody listened. */
int signals_listen(struct async_loop *loop, int number, void (*fn)(void *arg), void *arg);

/* The loop's from now on: it is not lost before somebody waits for it. 0 or an error. */
int signals_take(struct async_loop *loop, int number);

#endif
