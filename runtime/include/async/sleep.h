/* Sleeping. Mirrors asyncio.sleep(). */
#ifndef ASYNC_SLEEP_H
#define ASYNC_SLEEP_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Suspends the task for `delay_ms` milliseconds of the loop's clock; with 0 or less it gives
 * way for one tick: everybody who is ready now runs first.
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ENOMEM; ASYNC_ERUNTIME outside a task.
 * Mirrors asyncio.sleep().
 * Example:
 *     int err = async_sleep(100);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_sleep(int64_t delay_ms, const char *site);
#define async_sleep(delay_ms) (async_sleep)((delay_ms), ASYNC_HERE)

/* The same in microseconds: asyncio.sleep() with a fraction of a millisecond. May suspend. */
ASYNC_MUST_CHECK int async_sleep_us(int64_t delay_us, const char *site);
#define async_sleep_us(delay_us) (async_sleep_us)((delay_us), ASYNC_HERE)

ASYNC_C_END

#endif
