/* One run of the learner's function on a loop of its own. */
#ifndef JUDGE_HOST_DRIVE_H
#define JUDGE_HOST_DRIVE_H

#include "judge/host/protocol.h"

/* Runs it on the virtual clock as the schedule wants, everything noted in the trace (if there is
 * one). Comes back whatever the function did short of ending the process. */
void drive(const struct host_hello *hello, void *function);

#endif
