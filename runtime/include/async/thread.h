/* Other threads and the loop. Mirrors loop.call_soon_threadsafe().
 *
 * Nothing of this library may be called from another thread than the loop's, except what
 * stands here and async_block(). */
#ifndef ASYNC_THREAD_H
#define ASYNC_THREAD_H

#include <async/base.h>
#include <async/handle.h>

/* The loop that this thread runs, to be told to other threads; NULL outside of one. It is
 * valid until async_run() returns. Mirrors asyncio.get_running_loop(). */
struct async_loop *async_running_loop(void);

/* Runs fn(arg) in the loop as async_call_soon() does, asked for by any thread. `handle` is the
 * caller's until the call has happened; it cannot be cancelled. Returns 0; ASYNC_ENOMEM only if
 * it is called from the loop's own thread before async_external_begin(). Never suspends.
 * Mirrors loop.call_soon_threadsafe().
 * Example: (in a thread that was told the loop, and calls ring("breakfast") there)
 *     static struct async_handle handle;
 *     int err = async_call_soon_threadsafe(loop, &handle, ring, "breakfast");
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_call_soon_threadsafe(struct async_loop *loop,
                                                struct async_handle *handle,
                                                void (*fn)(void *arg), void *arg,
                                                const char *name, const char *site);
#define async_call_soon_threadsafe(loop, handle, fn, arg) \
    (async_call_soon_threadsafe)((loop), (handle), (fn), (arg), #fn, ASYNC_HERE)

/* Between these two, called from the loop's thread, something outside is expected to call:
 * the loop waits for it instead of reporting a deadlock, and a virtual clock stands still.
 * They nest. Begin returns 0 or ASYNC_ENOMEM. */
ASYNC_MUST_CHECK int async_external_begin(void);
void async_external_end(void);

#endif
