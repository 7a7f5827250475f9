/* The last walls around the learner's code, put up in the child that is about to load it. */
#ifndef JUDGE_HOST_GUARD_H
#define JUDGE_HOST_GUARD_H

#include <linux/filter.h>
#include <stddef.h>

#include "judge/host/protocol.h"

/* Limits its memory and processor time and puts the filter in force. A system call that the
 * filter traps is noted under a seal, and ends the process. Returns 0, or -1 if that is not
 * possible. */
int guard_enter(const struct host_hello *hello, struct sock_filter *filter);

#endif
