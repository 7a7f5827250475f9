/* Timeout scopes from the inside. */
#ifndef RUNTIME_TIMEOUT_H
#define RUNTIME_TIMEOUT_H

#include <async/timeout.h>

/* Arms the timers of the scopes that the task has entered since it last suspended. */
void timeout_arm_all(struct async_task *task);

#endif
