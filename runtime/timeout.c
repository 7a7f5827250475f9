/* Timeout scopes: a timer that cancels the scope's own task, and takes the cancellation back on
 * exit. */
#include <async/timeout.h>

#include "clock.h"
#include "error.h"
#include "loop.h"
#include "task.h"

enum { SCOPE_ACTIVE = 1, SCOPE_EXPIRING, SCOPE_EXPIRED, SCOPE_LEFT };

static void expire(void *arg)
{
    struct async_timeout *scope = arg;
    scope->state = SCOPE_EXPIRING;
    future_cancel(&scope->task->future, NULL);
}

/* Arms the timer for `scope->when_ns`; a deadline that has passed expires in the next tick. */
static int arm(struct async_timeout *scope)
{
    struct async_loop *loop = scope->task->loop;
    loop_handle_cancel(loop, &scope->timer);
    if (scope->when_ns == TIMER_NEVER)
        return 0;
    if (scope->when_ns > loop_time_ns(loop))
        return loop_call_at_ns(loop, &scope->timer, scope->when_ns, expire, scope);
    (async_call_soon)(&scope->timer, expire, scope, NULL, NULL);
    return 0;
}

static int64_t when_ns(struct async_loop *loop, int64_t ms, bool is_delay)
{
    if (ms == ASYNC_NO_TIMEOUT)
        return TIMER_NEVER;
    return is_delay ? loop_deadline_ns(loop, ms) : ms * NS_PER_MS;
}

static int enter(struct async_timeout *scope, int64_t ms, bool is_delay)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    *scope = (struct async_timeout){
        .task = task,
        .when_ns = when_ns(task->loop, ms, is_delay),
        .cancelling = task->requests,
        .state = SCOPE_ACTIVE,
    };
    return arm(scope);
}

int(async_timeout_enter)(struct async_timeout *scope, int64_t delay_ms, const char *site)
{
    return enter(scope, delay_ms, true);
}

int(async_timeout_enter_at)(struct async_timeout *scope, int64_t when_ms, const char *site)
{
    return enter(scope, when_ms, false);
}

int async_timeout_exit(struct async_timeout *scope, int err)
{
    loop_handle_cancel(scope->task->loop, &scope->timer);
    if (scope->state != SCOPE_EXPIRING) {
        scope->state = SCOPE_LEFT;
        return err;
    }
    scope->state = SCOPE_EXPIRED;
    unsigned requests = async_task_uncancel(scope->task);
    if (requests <= scope->cancelling && err == ASYNC_ECANCELED)
        return error_attach(ASYNC_ETIMEDOUT, NULL);
    return err;
}

static int reschedule(struct async_timeout *scope, int64_t ms, bool is_delay)
{
    if (scope->state != SCOPE_ACTIVE)
        return async_raise(ASYNC_ERUNTIME, "the timeout scope is not active");
    scope->when_ns = when_ns(scope->task->loop, ms, is_delay);
    return arm(scope);
}

int async_timeout_reschedule(struct async_timeout *scope, int64_t delay_ms)
{
    return reschedule(scope, delay_ms, true);
}

int async_timeout_reschedule_at(struct async_timeout *scope, int64_t when_ms)
{
    return reschedule(scope, when_ms, false);
}

bool async_timeout_has_expired(const struct async_timeout *scope)
{
    return scope->state == SCOPE_EXPIRING || scope->state == SCOPE_EXPIRED;
}

int64_t async_timeout_when(const struct async_timeout *scope)
{
    return scope->when_ns == TIMER_NEVER ? ASYNC_NO_TIMEOUT : scope->when_ns / NS_PER_MS;
}

/* ---- wait_for ---- */

static void on_done(struct async_future *future, void *arg)
{
    future_wake(arg);
}

/* Cancels the future and waits until it is done with that. */
static int cancel_and_wait(struct async_future *future, const char *site)
{
    struct async_future waiter;
    struct async_callback done;
    const struct wait_reason reason = { .kind = "cancellation", .until_ns = TIMER_NEVER };
    future_init_internal(&waiter);
    async_future_add_done_callback(future, &done, on_done, &waiter);
    future_cancel(future, NULL);
    int err = task_wait(async_current_task(), &waiter, &reason, site);
    callback_forget(&done);
    async_future_finish(&waiter);
    return err;
}

/* No time at all: what is done counts, the rest is cancelled. */
static int take_or_cancel(struct async_future *future, void **ret_result, const char *site)
{
    if (future->state != ASYNC_FUTURE_PENDING)
        return async_future_result(future, ret_result);
    int err = cancel_and_wait(future, site);
    if (err)
        return err;
    err = async_future_result(future, ret_result);
    return err == ASYNC_ECANCELED ? error_attach(ASYNC_ETIMEDOUT, NULL) : err;
}

int(async_wait_for_future)(struct async_future *future, int64_t timeout_ms, void **ret_result,
                           const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    if (timeout_ms == ASYNC_NO_TIMEOUT)
        return async_future_await(future, ret_result, site);
    if (timeout_ms <= 0)
        return take_or_cancel(future, ret_result, site);
    struct async_timeout scope;
    int err = enter(&scope, timeout_ms, true);
    if (err)
        return err;
    return async_timeout_exit(&scope, async_future_await(future, ret_result, site));
}

int(async_wait_for)(struct async_coro *coro, int64_t timeout_ms, void **ret_result,
                    const char *site)
{
    if (!task_current()) {
        async_coro_close(coro);
        return ASYNC_ERUNTIME;
    }
    if (timeout_ms == ASYNC_NO_TIMEOUT)
        return async_coro_await(coro, ret_result, site);
    if (timeout_ms <= 0) {
        struct async_task *task = (async_create_task)(coro, site);
        if (!task)
            return async_raise(ASYNC_ENOMEM, "out of memory for a task");
        int err = take_or_cancel(async_task_future(task), ret_result, site);
        async_task_release(task);
        return err;
    }
    struct async_timeout scope;
    int err = enter(&scope, timeout_ms, true);
    if (err) {
        async_coro_close(coro);
        return err;
    }
    return async_timeout_exit(&scope, async_coro_await(coro, ret_result, site));
}
