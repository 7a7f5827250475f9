/* Other threads and the loop. Mirrors loop.call_soon_threadsafe().
 *
 * Nothing of this library may be called from another thread than the loop's, except what
 * stands here and async_block(); and async_raise() and async_local_get() in the work of an
 * executor. */
#ifndef ASYNC_THREAD_H
#define ASYNC_THREAD_H

#include <async/base.h>
#include <async/handle.h>

ASYNC_C_BEGIN

/* The loop that this thread runs, to be told to other threads, ready for their calls; NULL
 * outside of one, or out of memory. It is valid until async_run() returns. Never suspends.
 * Mirrors asyncio.get_running_loop(). */
struct async_loop *async_running_loop(void);

/* Runs fn(arg) in the loop as async_call_soon() does, asked for by any thread. `loop` is what
 * async_running_loop() returned there; `handle` is the caller's until the call has happened;
 * it cannot be cancelled. Never fails, never suspends. Mirrors loop.call_soon_threadsafe().
 * Example: (in a thread that was told the loop; ring("breakfast") is called in the loop's)
 *     static struct async_handle handle;
 *     async_call_soon_threadsafe(loop, &handle, ring, "breakfast"); */
void async_call_soon_threadsafe(struct async_loop *loop, struct async_handle *handle,
                                void (*fn)(void *arg), void *arg, const char *name,
                                const char *site);
#define async_call_soon_threadsafe(loop, handle, fn, arg) \
    (async_call_soon_threadsafe)((loop), (handle), (fn), (arg), #fn, ASYNC_HERE)

/* Between these two, called from the loop's thread, something outside is expected to call:
 * the loop waits for it instead of reporting a deadlock, and a virtual clock stands still.
 * Without them a call arrives all the same, but only while the loop has something to go on
 * with. They nest. Never suspend. Begin returns 0; ASYNC_ENOMEM;
 * ASYNC_ERUNTIME outside a loop.
 * Example: (a library calls ring() in a thread of its own; that calls the loop as above)
 *     int err = async_external_begin();
 *     if (err)
 *         return err;
 *     err = async_event_wait(&ready);
 *     async_external_end();
 *     return err; */
ASYNC_MUST_CHECK int async_external_begin(void);
void async_external_end(void);

ASYNC_C_END

#endif
