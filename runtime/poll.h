/* Waiting for descriptors, timers and other threads: the loop's side of libev. */
#ifndef RUNTIME_POLL_H
#define RUNTIME_POLL_H

#include "loop.h"

/* True while something outside the loop can make a task ready: a watched descriptor, a thread.
 */
bool poll_is_needed(const struct async_loop *loop);

/* Look at the descriptors and move the clock on; wait until something happens or the first
 * timer is due (`first_ns`; TIMER_NEVER: none), but not while `has_work`.
 *
 * Virtual time jumps to the first timer when nothing is ready, except while threads are at
 * work: their end is waited for first. */
void poll_real(struct async_loop *loop, bool has_work, int64_t first_ns);
void poll_virtual(struct async_loop *loop, bool has_work, int64_t first_ns);

/* Lets other threads wake the loop: poll_allow_wakes() once from the loop's thread (0, or
 * ASYNC_ENOMEM, also without descriptors for it), then poll_wake() from any. */
int poll_allow_wakes(struct async_loop *loop);
void poll_wake(struct async_loop *loop);

void poll_destroy(struct async_loop *loop);

/* After fork(), in the child: what the kernel knows of the watches is the parent's; it is told
 * anew. */
void poll_renew(struct async_loop *loop);

/* ---- Descriptors ---- */

/* A watched descriptor. */
struct poll_watch;

enum {
    POLL_READABLE = 1,
    POLL_WRITABLE = 2,
    POLL_REFUSED = 4, /* the kernel has no memory for the watch, which rests now */
};

/* A watch of `fd`, resting at first. While it is set, ready(arg, events) is called from the
 * loop's own flow, outside any task, each time the loop looks and finds `fd` readable or
 * writable (or hung up, or failed: that is both), or is refused; in the order in which the
 * kernel tells.
 * NULL if out of memory. Destroy it before `fd` is closed. */
struct poll_watch *poll_watch_create(struct async_loop *loop, int fd,
                                     void (*ready)(void *arg, int events), void *arg);
void poll_watch_destroy(struct poll_watch *watch); /* takes NULL; at any time */

/* Watches for these events, and keeps the loop waiting for them; 0: rests. */
void poll_watch_set(struct poll_watch *watch, int events);

/* Nobody waits for it at the moment, but somebody is likely to again: it stays armed, which
 * saves two system calls, but the loop does not wait for it. If it calls, let it rest. */
void poll_watch_linger(struct poll_watch *watch);

#endif
