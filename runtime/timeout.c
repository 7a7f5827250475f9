/* Timeout scopes: a timer that cancels the scope's own task, and takes the cancellation back on
 * exit.
 *
 * Most scopes are left before their loop has looked at the clock again, and till then nobody
 * can tell whether there is a timer. So it is only noted when the scope is entered, with its
 * place among timers of the same deadline. The next look at the clock, whoever takes it, arms
 * it: no timer of a later moment can get in front, and a scope that is left before costs
 * neither a look at the clock nor a place in the heap. */
#include <async/timeout.h>

#include "clock.h"
#include "error.h"
#include "handle.h"
#include "loop.h"
#include "task.h"
#include "timeout.h"
#include "trace.h"

/* So many scopes are noted until the loop looks at the clock for their sake. */
#define MOST_UNARMED 32

enum { SCOPE_ACTIVE = 1, SCOPE_EXPIRING, SCOPE_EXPIRED, SCOPE_LEFT };

static void expire(void *arg)
{
    struct async_timeout *scope = arg;
    scope->state = SCOPE_EXPIRING;
    future_cancel(&scope->task->future, NULL);
}

static void list(struct async_loop *loop, struct async_timeout *scope)
{
    scope->next_unarmed = loop->unarmed;
    scope->unarmed_at = &loop->unarmed;
    if (loop->unarmed)
        loop->unarmed->unarmed_at = &scope->next_unarmed;
    loop->unarmed = scope;
    loop->n_unarmed++;
}

static void unlist(struct async_loop *loop, struct async_timeout *scope)
{
    *scope->unarmed_at = scope->next_unarmed;
    if (scope->next_unarmed)
        scope->next_unarmed->unarmed_at = scope->unarmed_at;
    scope->unarmed_at = NULL;
    loop->n_unarmed--;
}

static void disarm(struct async_timeout *scope)
{
    struct async_loop *loop = scope->task->loop;
    if (scope->unarmed_at) {
        unlist(loop, scope);
        timers_unreserve(&loop->timers);
    } else {
        handle_cancel(loop, &scope->timer);
    }
}

/* A delay counts from now on. */
static void settle_deadline(struct async_timeout *scope, int64_t now_ns)
{
    if (scope->is_delay)
        scope->when_ns = clock_add_ns(scope->when_ns, now_ns);
    scope->is_delay = false;
}

void timeout_arm_all(struct async_loop *loop)
{
    while (loop->unarmed) {
        struct async_timeout *scope = loop->unarmed;
        settle_deadline(scope, loop->now_ns);
        unlist(loop, scope);
        handle_add_reserved(loop, &scope->timer, scope->when_ns);
    }
}

/* Notes the timer; one whose deadline has passed expires in the next tick. */
static int arm_later(struct async_timeout *scope)
{
    struct async_loop *loop = scope->task->loop;
    if (scope->when_ns == TIMER_NEVER)
        return 0;
    handle_init(&scope->timer, expire, scope, NULL, NULL);
    if (scope->when_ns <= (scope->is_delay ? 0 : loop_time_ns(loop))) {
        scope->timer.is_ready = true;
        loop_push(loop, &scope->timer.node);
        return 0;
    }
    if (timers_reserve(&loop->timers))
        return async_raise(ASYNC_ENOMEM, "out of memory for a timer");
    scope->timer.sequence = ++loop->next_sequence;
    list(loop, scope);
    if (loop->n_unarmed == MOST_UNARMED)
        loop_time_ns(loop);
    return 0;
}

/* Sets the deadline: at a time, or after a delay, which the real clock is not asked about
 * yet. */
static void set_deadline(struct async_timeout *scope, int64_t ms, bool is_delay)
{
    struct async_loop *loop = scope->task->loop;
    bool is_virtual = loop->options.clock == ASYNC_CLOCK_VIRTUAL;
    scope->is_delay = is_delay && !is_virtual && ms != ASYNC_NO_TIMEOUT;
    if (ms == ASYNC_NO_TIMEOUT)
        scope->when_ns = TIMER_NEVER;
    else if (is_delay && is_virtual)
        scope->when_ns = loop_deadline_ns(loop, ms);
    else
        scope->when_ns = clock_ms_to_ns(ms);
}

static int enter(struct async_timeout *scope, int64_t ms, bool is_delay)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    scope->timer.timer_place = 0;
    scope->timer.is_ready = false;
    scope->unarmed_at = NULL;
    scope->task = task;
    scope->cancelling = task->requests;
    scope->state = SCOPE_ACTIVE;
    set_deadline(scope, ms, is_delay);
    return arm_later(scope);
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
    disarm(scope);
    if (scope->state != SCOPE_EXPIRING) {
        scope->state = SCOPE_LEFT;
        return err;
    }
    scope->state = SCOPE_EXPIRED;
    TRACE(timeout_expired, scope->task->loop, scope->task, err);
    unsigned requests = async_task_uncancel(scope->task);
    if (requests <= scope->cancelling && err == ASYNC_ECANCELED)
        return error_attach(ASYNC_ETIMEDOUT, NULL);
    return err;
}

static int reschedule(struct async_timeout *scope, int64_t ms, bool is_delay)
{
    if (scope->state != SCOPE_ACTIVE)
        return async_raise(ASYNC_ERUNTIME, "the timeout scope is not active");
    disarm(scope);
    set_deadline(scope, ms, is_delay);
    return arm_later(scope);
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

int64_t async_timeout_when(struct async_timeout *scope)
{
    if (scope->is_delay) /* also of a scope that was left before anybody looked at the clock */
        settle_deadline(scope, loop_time_ns(scope->task->loop));
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

int async_future_wait_for(struct async_future *future, int64_t timeout_ms, void **ret_result,
                          const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    if (!future || timeout_ms == ASYNC_NO_TIMEOUT)
        return async_future_await(future, ret_result, site);
    if (timeout_ms <= 0)
        return take_or_cancel(future, ret_result, site);
    struct async_timeout scope;
    int err = enter(&scope, timeout_ms, true);
    if (err)
        return err;
    return async_timeout_exit(&scope, async_future_await(future, ret_result, site));
}

int async_task_wait_for(struct async_task *task, int64_t timeout_ms, void **ret_result,
                        const char *site)
{
    return async_future_wait_for(async_task_future(task), timeout_ms, ret_result, site);
}

int async_coro_wait_for(struct async_coro *coro, int64_t timeout_ms, void **ret_result,
                        const char *site)
{
    if (!task_current()) {
        async_coro_close(coro);
        return ASYNC_ERUNTIME;
    }
    if (timeout_ms == ASYNC_NO_TIMEOUT)
        return async_coro_await(coro, ret_result, site);
    if (timeout_ms <= 0) {
        int err = coro_check(coro);
        if (err)
            return err;
        struct async_task *task = (async_create_task)(coro, site);
        err = take_or_cancel(async_task_future(task), ret_result, site);
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
