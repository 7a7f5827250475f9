/* Sleeping: a future on the sleeper's stack that a timer settles. */
#include <async/sleep.h>

#include <async/error.h>

#include "clock.h"
#include "handle.h"
#include "loop.h"
#include "task.h"

static void wake(void *arg)
{
    future_wake(arg);
}

static int sleep_until(struct async_task *task, int64_t deadline_ns, const char *site)
{
    struct async_future waiter;
    struct async_handle timer;
    future_init_internal(&waiter);
    int err = handle_call_at_ns(task->loop, &timer, deadline_ns, wake, &waiter);
    if (err)
        return err;
    const struct wait_reason reason = { .kind = "sleep", .until_ns = deadline_ns };
    err = task_wait(task, &waiter, &reason, site);
    handle_cancel(task->loop, &timer);
    async_future_finish(&waiter);
    return err;
}

int(async_sleep)(int64_t delay_ms, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (delay_ms <= 0)
        return task_yield(task, site);
    return sleep_until(task, loop_deadline_ns(task->loop, delay_ms), site);
}

int(async_sleep_us)(int64_t delay_us, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (delay_us <= 0)
        return task_yield(task, site);
    int64_t delay_ns = clock_us_to_ns(delay_us);
    return sleep_until(task, clock_add_ns(loop_time_ns(task->loop), delay_ns), site);
}
