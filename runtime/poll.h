/* Waiting for descriptors, timers and other threads: the loop's side of libev. */
#ifndef RUNTIME_POLL_H
#define RUNTIME_POLL_H

#include "loop.h"

/* True while something outside the loop can make a task ready: a watched descriptor, a thread.
 */
bool poll_is_needed(const struct async_loop *loop);

/* Look at the descriptors and move the clock on; wait until something happens or the first
 * timer is due
 * (`first_ns`; TIMER_NEVER: none), but not while `has_work`.
 *
 * Virtual time jumps to the first timer when nothing is ready, except while threads are at
 * work: their end is waited for first. */
void poll_real(struct async_loop *loop, bool has_work, int64_t first_ns);
void poll_virtual(struct async_loop *loop, bool has_work, int64_t first_ns);

/* Lets other threads wake the loop: poll_allow_wakes() once from the loop's thread (0 or ASYNC_ENOMEM), then
 * poll_wake() from any. */
int poll_allow_wakes(struct async_loop *loop);
void poll_wake(struct async_loop *loop);

void poll_destroy(struct async_loop *loop);

#endif
