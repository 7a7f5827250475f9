/* Blocking work in other threads. Mirrors loop.run_in_executor(), asyncio.to_thread() and
 * concurrent.futures.ThreadPoolExecutor.
 *
 * On a virtual clock a working thread holds the time still, and async_block(ms) inside of it
 * lets the clock pass: the thread goes on when the clock has got there. So a program with
 * threads can be repeated exactly, as long as they do not share data. */
#ifndef ASYNC_EXECUTOR_H
#define ASYNC_EXECUTOR_H

#include <async/base.h>
#include <async/future.h>

ASYNC_C_BEGIN

/* Work for a thread: returns 0 or a negative error, and a result if it has one. It must not
 * await; it may raise (async_raise()) and have an error's detail. */
typedef int async_work_fn(void *arg, void **ret_result);

/* A pool of threads; NULL stands for the loop's own, which is made when first used, and has
 * as many threads as asyncio's: processors that the process may use + 4, at most 32. */
struct async_executor;

/* A pool that starts up to `max_workers` (at least 1) threads as work comes in. It serves one
 * loop at a time; a loop that ends waits for the work that has begun in its pools, cancels the
 * rest, and ends their threads. Returns what the caller has to async_executor_destroy(), in the
 * loop or after it; NULL if out of memory. Mirrors ThreadPoolExecutor(max_workers).
 * Example:
 *     struct async_executor *readers = async_executor_create(2);
 *     struct async_future *sum = async_run_in_executor(readers, add_up, page_numbers);
 *     void *result;
 *     int err = async_await(sum, &result);
 *     async_future_release(sum);
 *     async_executor_destroy(readers);
 *     if (err)
 *         return err; */
struct async_executor *async_executor_create(unsigned max_workers);
/* Cancels what has not begun, waits for what has, and ends the threads: blocks the loop
 * meanwhile. Takes NULL. Mirrors Executor.shutdown(cancel_futures=True). */
void async_executor_destroy(struct async_executor *executor);

/* Has fn(arg) called by a thread of the pool, first come first served. Returns a future for
 * its outcome, which the caller owns; NULL if out of memory, without a loop, or if the pool
 * serves another one. Cancelling the future takes the work back if it has not begun; else it
 * runs to its end and its outcome is dropped: `arg` must live until then. Never suspends.
 * Mirrors loop.run_in_executor(). */
struct async_future *async_run_in_executor(struct async_executor *executor, async_work_fn *fn,
                                           void *arg, const char *name);
#define async_run_in_executor(executor, fn, arg) \
    (async_run_in_executor)((executor), (fn), (arg), #fn)

/* The same in the loop's own pool, awaited; fn sees the task-local values of the caller. May
 * suspend. Returns what fn returned and its result; ASYNC_ECANCELED; ASYNC_ENOMEM. Mirrors
 * asyncio.to_thread().
 * Example:
 *     void *sum = NULL;
 *     int err = async_to_thread(add_up, page_numbers, &sum);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_to_thread(async_work_fn *fn, void *arg, void **ret_result,
                                     const char *name, const char *site);
#define async_to_thread(fn, arg, ret_result) \
    (async_to_thread)((fn), (arg), (ret_result), #fn, ASYNC_HERE)

ASYNC_C_END

#endif
