/* Several futures or tasks in the order in which they get done. Mirrors
 * asyncio.as_completed(). */
#ifndef ASYNC_AS_COMPLETED_H
#define ASYNC_AS_COMPLETED_H

#include <async/base.h>
#include <async/future.h>
#include <async/wait.h>

ASYNC_C_BEGIN

/* An iteration over them. */
struct async_as_completed;

/* Begins an iteration over `n` futures, or `n` tasks, that ends `timeout_ms` from now
 * (ASYNC_NO_TIMEOUT: when all are done). They are retained until they were handed out or the
 * iteration is destroyed. Returns what the caller has to async_as_completed_destroy(); NULL if
 * out of memory, outside a loop, or if one of them is NULL. Never suspends. Mirrors
 * asyncio.as_completed().
 * Example:
 *     struct async_as_completed *it = async_as_completed(futures, n, ASYNC_NO_TIMEOUT);
 *     for (size_t i = 0; i < n; i++) {
 *         struct async_future *next;
 *         int err = async_as_completed_next(it, &next);
 *         if (!err)
 *             err = async_future_result(next, &value);
 *         ...
 *     }
 *     async_as_completed_destroy(it); */
#define async_as_completed(awaited, n, timeout_ms)                                       \
    ASYNC_BY_KIND((awaited)[0], 0, async_as_completed_tasks, async_as_completed_futures) \
    ((awaited), (n), (timeout_ms))
struct async_as_completed *async_as_completed_futures(struct async_future *const futures[],
                                                      size_t n, int64_t timeout_ms);
struct async_as_completed *async_as_completed_tasks(struct async_task *const tasks[], size_t n,
                                                    int64_t timeout_ms);

/* The next one that is done (borrowed until destroy). Several tasks may ask, and get one each.
 * May suspend. Returns 0; ASYNC_ETIMEDOUT once the time is over, for each that was not done;
 * ASYNC_ECANCELED: the next call gets what this one would have got, where asyncio counts the
 * turn and never yields the last one; ASYNC_EVALUE if all were asked for; ASYNC_ENOMEM if `it`
 * is NULL; ASYNC_ERUNTIME outside a task. Mirrors a turn of the `for` loop. */
ASYNC_MUST_CHECK int async_as_completed_next(struct async_as_completed *it,
                                             struct async_future **ret_future,
                                             const char *site);
#define async_as_completed_next(it, ret_future) \
    (async_as_completed_next)((it), (ret_future), ASYNC_HERE)

/* Gives the iteration up. Leaving early is fine: nobody is cancelled, and its timer, if there
 * is one, still runs out. Takes NULL. */
void async_as_completed_destroy(struct async_as_completed *it);

ASYNC_C_END

#endif
