/* Several at once, all results together. Mirrors asyncio.gather().
 *
 * Coroutine objects are consumed: each becomes a task. Tasks and futures that exist are
 * borrowed. The same one may stand there several times. */
#ifndef ASYNC_GATHER_H
#define ASYNC_GATHER_H

#include <async/base.h>
#include <async/task.h>

ASYNC_C_BEGIN

/* Waits until all of `n` coroutines, tasks or futures are done. Fills `results[i]` (the array
 * may be NULL) in the order of the arguments. If one fails, that error is returned at once; the
 * others run on. Cancelling the caller cancels all of them.
 *
 * May suspend. Returns 0; the first error of one of them, with its detail; ASYNC_ECANCELED;
 * ASYNC_ENOMEM, also if one of them is NULL; ASYNC_ERUNTIME outside a task, or if a coroutine
 * was awaited or made a task before. In these two cases no coroutine has run. Mirrors
 * `await asyncio.gather(*awaitables)`.
 * Example:
 *     struct async_coro *calls[] = { async_coro(fetch, "a"), async_coro(fetch, "b") };
 *     void *pages[2];
 *     int err = async_gather(calls, 2, pages);
 *     if (err)
 *         return err; */
#define async_gather(awaited, n, results)                                                     \
    ASYNC_BY_KIND((awaited)[0], async_gather_coros, async_gather_tasks, async_gather_futures) \
    ((awaited), (n), (results), ASYNC_HERE)
ASYNC_MUST_CHECK int async_gather_coros(struct async_coro *const coros[], size_t n,
                                        void *results[], const char *site);
ASYNC_MUST_CHECK int async_gather_tasks(struct async_task *const tasks[], size_t n,
                                        void *results[], const char *site);
ASYNC_MUST_CHECK int async_gather_futures(struct async_future *const futures[], size_t n,
                                          void *results[], const char *site);

/* How one of them ended: `err` is 0 or its error, `error` the detail (owned; may be NULL). */
struct async_outcome {
    int err;
    void *result;
    struct async_error *error;
};

/* The same with return_exceptions=True: an error does not end it but stands in its outcome.
 * Release each `outcomes[i].error`.
 *
 * May suspend. Returns 0; ASYNC_ECANCELED, ASYNC_ENOMEM or ASYNC_ERUNTIME as above. Mirrors
 * `await asyncio.gather(*awaitables, return_exceptions=True)`.
 * Example:
 *     struct async_coro *calls[] = { async_coro(fetch, "a"), async_coro(fetch, "b") };
 *     struct async_outcome ends[2];
 *     int err = async_gather_outcomes(calls, 2, ends);
 *     if (err)
 *         return err;
 *     for (int i = 0; i < 2; i++) {
 *         puts(async_strerror(ends[i].err));
 *         async_error_release(ends[i].error);
 *     } */
#define async_gather_outcomes(awaited, n, outcomes)                                       \
    ASYNC_BY_KIND((awaited)[0], async_gather_coros_outcomes, async_gather_tasks_outcomes, \
                  async_gather_futures_outcomes)                                          \
    ((awaited), (n), (outcomes), ASYNC_HERE)
ASYNC_MUST_CHECK int async_gather_coros_outcomes(struct async_coro *const coros[], size_t n,
                                                 struct async_outcome outcomes[],
                                                 const char *site);
ASYNC_MUST_CHECK int async_gather_tasks_outcomes(struct async_task *const tasks[], size_t n,
                                                 struct async_outcome outcomes[],
                                                 const char *site);
ASYNC_MUST_CHECK int async_gather_futures_outcomes(struct async_future *const futures[],
                                                   size_t n, struct async_outcome outcomes[],
                                                   const char *site);

/* A gather of tasks or futures that is not awaited yet: a future, whose result is an array of
 * `n` outcomes in argument order, owned by the future. With `return_errors` an error does not
 * end it. Cancelling it cancels all of them. `name` (borrowed, may be NULL) is shown in traces.
 *
 * Never suspends. Returns a reference the caller owns; NULL if out of memory, outside a loop,
 * or if one of them is NULL. Mirrors asyncio.gather(*futures) without `await`.
 * Example:
 *     struct async_future *all = async_gather_create(futures, n, false, "all");
 *     void *result;
 *     int err = async_wait_for(all, 500, &result);
 *     if (!err)
 *         value = ((struct async_outcome *)result)[0].result;
 *     async_future_release(all); */
#define async_gather_create(awaited, n, return_errors, name)                               \
    ASYNC_BY_KIND((awaited)[0], 0, async_gather_create_tasks, async_gather_create_futures) \
    ((awaited), (n), (return_errors), (name))
struct async_future *async_gather_create_tasks(struct async_task *const tasks[], size_t n,
                                               bool return_errors, const char *name);
struct async_future *async_gather_create_futures(struct async_future *const futures[], size_t n,
                                                 bool return_errors, const char *name);

ASYNC_C_END

#endif
