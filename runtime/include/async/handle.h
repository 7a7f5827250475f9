/* Callbacks run by the loop itself, outside any task. Mirrors loop.call_soon() and
 * asyncio.Handle.
 *
 * They must not suspend: a function that would is refused with ASYNC_ERUNTIME. */
#ifndef ASYNC_HANDLE_H
#define ASYNC_HANDLE_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Storage of a scheduled call: yours, until it ran, was cancelled, or its loop has
 * ended. The fields are private. */
struct async_handle {
    struct async_node node; /* on the ready queue, once due */
    void (*fn)(void *arg);
    void *arg;
    const char *site;
    const char *name;
    int64_t deadline_ns;
    uint64_t sequence;    /* orders equal deadlines by creation */
    uint32_t timer_place; /* place among the timers; 0 when not a timer */
    bool is_ready;        /* on the ready queue */
};

/* Runs fn(arg) in the next tick, after everything that is ready now. Never fails, but needs a
 * loop in this thread. Never suspends. Mirrors loop.call_soon().
 * Example:
 *     static struct async_handle soon;
 *     async_call_soon(&soon, ring, "now"); */
void async_call_soon(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                     const char *name, const char *site);
#define async_call_soon(handle, fn, arg) \
    (async_call_soon)((handle), (fn), (arg), #fn, ASYNC_HERE)

/* Runs fn(arg) once the clock is at `now + delay_ms` / at `when_ms`; in the next tick at the
 * earliest. Return 0; ASYNC_ENOMEM; ASYNC_ERUNTIME outside a loop. Never suspend. Mirror
 * loop.call_later(), loop.call_at().
 * Example:
 *     static struct async_handle alarm;
 *     int err = async_call_later(&alarm, 500, ring, "breakfast");
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_call_later(struct async_handle *handle, int64_t delay_ms,
                                      void (*fn)(void *arg), void *arg, const char *name,
                                      const char *site);
#define async_call_later(handle, delay_ms, fn, arg) \
    (async_call_later)((handle), (delay_ms), (fn), (arg), #fn, ASYNC_HERE)
ASYNC_MUST_CHECK int async_call_at(struct async_handle *handle, int64_t when_ms,
                                   void (*fn)(void *arg), void *arg, const char *name,
                                   const char *site);
#define async_call_at(handle, when_ms, fn, arg) \
    (async_call_at)((handle), (when_ms), (fn), (arg), #fn, ASYNC_HERE)

/* The call will not happen; the storage is free again. Nothing if it ran already, was
 * cancelled, or its loop has ended. Never suspends. Mirrors Handle.cancel(). */
void async_handle_cancel(struct async_handle *handle);

ASYNC_C_END

#endif
