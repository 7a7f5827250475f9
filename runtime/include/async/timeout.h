/* Deadlines. Mirrors asyncio.timeout(), timeout_at() and wait_for().
 *
 * There are no `x_timeout()` twins of functions: put any awaits into a scope. When its time is
 * over, the scope cancels its own task, and async_timeout_exit() turns that cancellation into
 * ASYNC_ETIMEDOUT.
 *
 * Example:
 *     struct async_timeout scope;
 *     int err = async_timeout_enter(&scope, 500);
 *     if (err)
 *         return err;
 *     err = async_timeout_exit(&scope, load(page)); // ASYNC_ETIMEDOUT if it took too long */
#ifndef ASYNC_TIMEOUT_H
#define ASYNC_TIMEOUT_H

#include <async/base.h>
#include <async/coro.h>
#include <async/handle.h>
#include <async/wait.h>

ASYNC_C_BEGIN

/* Storage of a scope, on the stack of the task that enters it. Private. */
struct async_timeout {
    struct async_handle timer;
    struct async_task *task;
    int64_t when_ns;                    /* INT64_MAX: no deadline */
    struct async_timeout *next_unarmed; /* whose timers wait for a look at the clock */
    struct async_timeout **unarmed_at;  /* what points to this one there; NULL: not there */
    unsigned cancelling;                /* the task's requests on entry */
    uint8_t state;
    bool is_delay; /* `when_ns` counts from the next look at the clock */
};

/* Begins a scope that ends `delay_ms` from now, at `when_ms` of the loop's clock, or never
 * (ASYNC_NO_TIMEOUT). On the real clock a delay counts from the loop's next look at the
 * clock, which asyncio takes at once: a timeout is never early, and late by no more than what
 * runs until somebody asks for the time, sleeps or waits, a fraction of a millisecond unless
 * a task holds the loop. Returns 0, ASYNC_ENOMEM, or ASYNC_ERUNTIME outside a task. Never
 * suspends. Mirror entering `async with asyncio.timeout(delay)`, timeout_at(when). */
ASYNC_MUST_CHECK int async_timeout_enter(struct async_timeout *scope, int64_t delay_ms,
                                         const char *site);
#define async_timeout_enter(scope, delay_ms) \
    (async_timeout_enter)((scope), (delay_ms), ASYNC_HERE)
ASYNC_MUST_CHECK int async_timeout_enter_at(struct async_timeout *scope, int64_t when_ms,
                                            const char *site);
#define async_timeout_enter_at(scope, when_ms) \
    (async_timeout_enter_at)((scope), (when_ms), ASYNC_HERE)

/* Ends it. `err` is how the body ended; returns that, or ASYNC_ETIMEDOUT in place of the
 * ASYNC_ECANCELED that the scope itself caused. Never suspends. Mirrors leaving
 * `async with`. */
ASYNC_MUST_CHECK int async_timeout_exit(struct async_timeout *scope, int err);

/* Move the deadline of an active scope: to `delay_ms` from now, to `when_ms`, or away
 * (ASYNC_NO_TIMEOUT). Never suspend. Return 0; ASYNC_ENOMEM; ASYNC_ERUNTIME if the scope was
 * left, or its time is over. Mirror Timeout.reschedule().
 * Example: (something came in: the peer has another half second)
 *     int err = async_timeout_reschedule(&scope, 500);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_timeout_reschedule(struct async_timeout *scope, int64_t delay_ms);
ASYNC_MUST_CHECK int async_timeout_reschedule_at(struct async_timeout *scope, int64_t when_ms);
/* True if its time was over before it was left. Mirrors Timeout.expired(). */
bool async_timeout_has_expired(const struct async_timeout *scope);
/* The deadline in ms of the loop's clock; ASYNC_NO_TIMEOUT without one. Mirrors Timeout.when().
 */
int64_t async_timeout_when(struct async_timeout *scope);

/* Awaits a coroutine object (inline; consumed), a task or a future (borrowed, and cancelled
 * when the time is over) for at most `timeout_ms`, or without limit (ASYNC_NO_TIMEOUT).
 *
 * May suspend. Returns as async_await() does, or ASYNC_ETIMEDOUT. Mirrors asyncio.wait_for().
 * Example:
 *     void *page;
 *     int err = async_wait_for(async_coro(fetch, "a"), 500, &page);
 *     if (err)
 *         return err; */
#define async_wait_for(awaitable, timeout_ms, ret_result)                                     \
    ASYNC_BY_KIND(awaitable, async_coro_wait_for, async_task_wait_for, async_future_wait_for) \
    ((awaitable), (timeout_ms), (ret_result), ASYNC_HERE)
ASYNC_MUST_CHECK int async_coro_wait_for(struct async_coro *coro, int64_t timeout_ms,
                                         void **ret_result, const char *site);
ASYNC_MUST_CHECK int async_task_wait_for(struct async_task *task, int64_t timeout_ms,
                                         void **ret_result, const char *site);
ASYNC_MUST_CHECK int async_future_wait_for(struct async_future *future, int64_t timeout_ms,
                                           void **ret_result, const char *site);

ASYNC_C_END

#endif
