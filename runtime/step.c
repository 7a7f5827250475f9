/* Two looks at the clock. */
#include "step.h"

#include <inttypes.h>

#include "clock.h"

#define DEFAULT_SLOW_MS 100 /* as asyncio's slow_callback_duration */

void step_begin(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    loop->step_task = loop->is_watched ? task : NULL;
    if (loop->step_task)
        loop->step_began_ns = loop_time_ns(loop);
}

/* Reports what held the loop since then, if that was too long; `how` is said behind it. */
static void report_slow(struct async_loop *loop, int64_t began_ns, const char *site,
                        struct async_future *task, const char *name, const char *how)
{
    int64_t held_ms = (loop_time_ns(loop) - began_ns) / NS_PER_MS;
    int64_t limit_ms = loop->options.slow_ms ? loop->options.slow_ms : DEFAULT_SLOW_MS;
    if (limit_ms < 0 || held_ms < limit_ms)
        return;
    loop_report(loop, ASYNC_REPORT_SLOW, site, task,
                "%s '%s' held the loop for %" PRId64 " ms%s", task ? "task" : "callback", name,
                held_ms, how);
}

/* Its only place is that of an await, or where it was made: the code that held the loop stands
 * between that one and the next. */
static const char *on_which_side(const struct async_task *task, const char *site)
{
    if (!site)
        return " without awaiting";
    return async_future_is_done(&task->future) ? " after this line" : " before this line";
}

void step_end(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    if (loop->step_task != task)
        return;
    loop->step_task = NULL;
    const char *site = task->site ? task->site : task->coro.site; /* it has not awaited yet */
    report_slow(loop, loop->step_began_ns, site, &task->future, task_title(task),
                on_which_side(task, site));
}

void step_call(struct async_loop *loop, struct async_handle *handle)
{
    const char *name = handle->name, *site = handle->site; /* it may not outlive the call */
    int64_t began_ns = loop_time_ns(loop);
    handle->fn(handle->arg);
    if (name)
        report_slow(loop, began_ns, site, NULL, name, "");
}
