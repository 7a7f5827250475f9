/* Waiting for some of several futures or tasks. Mirrors asyncio.wait(). */
#ifndef ASYNC_WAIT_H
#define ASYNC_WAIT_H

#include <async/base.h>
#include <async/future.h>
#include <async/handle.h>

ASYNC_C_BEGIN

/* What ends the wait: all are done; the first is; the first has failed, or all are done. */
enum async_return_when {
    ASYNC_ALL_COMPLETED,
    ASYNC_FIRST_COMPLETED,
    ASYNC_FIRST_EXCEPTION,
};

/* For every `timeout_ms`: without limit. */
#define ASYNC_NO_TIMEOUT INT64_MIN

/* Waits for `n` futures, or `n` tasks, until `when` says, or `timeout_ms` has passed, which is
 * not an error. Always suspends, even if all are done. They are borrowed, and may stand there
 * several times; ask each afterwards whether it is done. Nobody is cancelled.
 *
 * May suspend. Returns 0, or how the wait itself ended: ASYNC_ECANCELED; ASYNC_ENOMEM, also if
 * one of them is NULL; ASYNC_EVALUE for none at all; ASYNC_ERUNTIME outside a task. Mirrors
 * asyncio.wait().
 * Example:
 *     struct async_task *mirrors[2] = { async_create_task(async_coro(fetch, "a")),
 *                                       async_create_task(async_coro(fetch, "b")) };
 *     int err = async_wait(mirrors, 2, ASYNC_FIRST_COMPLETED, 500);
 *     if (!err && async_task_is_done(mirrors[0]))
 *         ... */
#define async_wait(awaited, n, when, timeout_ms)                         \
    ASYNC_BY_KIND((awaited)[0], 0, async_wait_tasks, async_wait_futures) \
    ((awaited), (n), (when), (timeout_ms), ASYNC_HERE)
ASYNC_MUST_CHECK int async_wait_futures(struct async_future *const futures[], size_t n,
                                        enum async_return_when when, int64_t timeout_ms,
                                        const char *site);
ASYNC_MUST_CHECK int async_wait_tasks(struct async_task *const tasks[], size_t n,
                                      enum async_return_when when, int64_t timeout_ms,
                                      const char *site);

ASYNC_C_END

#endif
