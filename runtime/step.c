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

void step_end(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    if (loop->step_task != task)
        return;
    loop->step_task = NULL;
    int64_t held_ms = (loop_time_ns(loop) - loop->step_began_ns) / NS_PER_MS;
    int64_t limit_ms = loop->options.slow_ms ? loop->options.slow_ms : DEFAULT_SLOW_MS;
    if (limit_ms < 0 || held_ms < limit_ms)
        return;
    const char *site = task->site ? task->site : task->coro.site; /* it has not awaited yet */
    loop_report(loop, ASYNC_REPORT_SLOW, site, &task->future,
                "task '%s' held the loop for %" PRId64 " ms without awaiting", task->coro.name,
                held_ms);
}
