/* Timeout scopes from the inside. */
#ifndef RUNTIME_TIMEOUT_H
#define RUNTIME_TIMEOUT_H

#include <async/timeout.h>

/* Arms the timers of the scopes that were entered since the last look at the clock: this one.
 * To be called by loop_time_ns() alone. */
void timeout_arm_all(struct async_loop *loop);

#endif
