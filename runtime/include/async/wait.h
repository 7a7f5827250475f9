/* Waiting for some of several futures. Mirrors asyncio.wait(). */
#ifndef ASYNC_WAIT_H
#define ASYNC_WAIT_H

#include <async/base.h>
#include <async/future.h>
#include <async/handle.h>

enum async_return_when {
    ASYNC_ALL_COMPLETED,
    ASYNC_FIRST_COMPLETED,
    ASYNC_FIRST_EXCEPTION,
};

#define ASYNC_NO_TIMEOUT INT64_MIN

/* Waits until all are done, the first is, or the first has failed; or `timeout_ms` has passed,
 * which is not an error. Always suspends, even if all are done. The futures are borrowed; ask
 * each whether it is done afterwards. Nobody is cancelled. Returns 0 or how the wait itself
 * ended: ASYNC_ECANCELED, ASYNC_ENOMEM, ASYNC_EVALUE for none. Mirrors asyncio.wait(). */
ASYNC_MUST_CHECK int async_wait(struct async_future *const futures[], size_t n,
                                enum async_return_when when, int64_t timeout_ms,
                                const char *site);
#define async_wait(futures, n, when, timeout_ms) \
    (async_wait)((futures), (n), (when), (timeout_ms), ASYNC_HERE)

#endif
