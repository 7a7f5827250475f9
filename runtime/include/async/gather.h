/* Several at once, all results together. Mirrors asyncio.gather(). */
#ifndef ASYNC_GATHER_H
#define ASYNC_GATHER_H

#include <async/base.h>
#include <async/task.h>

ASYNC_C_BEGIN

/* How one of them ended: `err` is 0 or its error, `error` the detail (owned; may be NULL). */
struct async_outcome {
    int err;
    void *result;
    struct async_error *error;
};

/* Makes a task of each coroutine, all of which it consumes, and waits until all are done. Fills
 * `results[i]` (the array may be NULL) in the order of the arguments. If one fails, that error
 * is returned at once; the others run on. Cancelling the caller cancels all of them.
 * May suspend. Also returns ASYNC_ENOMEM: then none was started.
 * Mirrors `await asyncio.gather(*coros)`.
 * Example:
 *     struct async_coro *calls[] = { async_coro(fetch, "a"), async_coro(fetch, "b") };
 *     void *pages[2];
 *     int err = async_gather(calls, 2, pages);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_gather(struct async_coro *const coros[], size_t n, void *results[],
                                  const char *site);
#define async_gather(coros, n, results) (async_gather)((coros), (n), (results), ASYNC_HERE)

/* With return_exceptions=True: an error does not end it but stands in its outcome. Release each
 * `outcomes[i].error`. Only ASYNC_ECANCELED and ASYNC_ENOMEM are returned. */
ASYNC_MUST_CHECK int async_gather_outcomes(struct async_coro *const coros[], size_t n,
                                           struct async_outcome outcomes[], const char *site);
#define async_gather_outcomes(coros, n, outcomes) \
    (async_gather_outcomes)((coros), (n), (outcomes), ASYNC_HERE)

/* The same over futures and tasks that exist (borrowed), as a future of its own that can be
 * awaited later: its result is an array of `n` outcomes in argument order, owned by the future.
 * The same future may stand in it several times. Returns a reference the caller owns; NULL if
 * out of memory, or outside a loop. Never suspends. Mirrors asyncio.gather(*futures). */
struct async_future *async_gather_futures(struct async_future *const futures[], size_t n,
                                          bool return_errors, const char *name);

ASYNC_C_END

#endif
