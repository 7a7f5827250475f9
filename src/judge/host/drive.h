/* One run of the learner's function on a loop of its own. */
#ifndef JUDGE_HOST_DRIVE_H
#define JUDGE_HOST_DRIVE_H

#include <stdbool.h>

#include <async.h>

/* Runs it as the schedule wants, everything noted in the trace (if there is one). Comes back
 * whatever the function did short of ending the process: true with what it returned, if it
 * did. */
bool drive(const struct async_options *options, void *function, int *ret_returned);

#endif
