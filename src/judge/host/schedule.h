/* The schedule of this process. */
#ifndef JUDGE_HOST_SCHEDULE_H
#define JUDGE_HOST_SCHEDULE_H

#include "judge/host/protocol.h"

/* `schedule` is borrowed for good. */
void schedule_set(const struct host_schedule *schedule);

#endif
