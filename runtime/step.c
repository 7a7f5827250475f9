/* Two looks at the clock. What ran between them is known as far as the runtime was called: from
 * where the task went on to where it awaits again, and the calls of async_block(). */
#include "step.h"

#include <inttypes.h>

#include "clock.h"
#include "site.h"

#define DEFAULT_SLOW_MS 100 /* as asyncio's slow_callback_duration */

/* How long the step has held the loop; 0: not too long. */
static int64_t held_too_long_ms(struct async_loop *loop)
{
    int64_t held_ms = (loop_time_ns(loop) - loop->step.began_ns) / NS_PER_MS;
    int64_t limit_ms = loop->options.slow_ms ? loop->options.slow_ms : DEFAULT_SLOW_MS;
    return limit_ms < 0 || held_ms < limit_ms ? 0 : held_ms;
}

/* The call that took most of the time; NULL: none did. */
static const char *blocked_at(const struct step *step, int64_t held_ms)
{
    return step->block_ms > held_ms / 2 ? step->block_site : NULL;
}

void step_blocks(struct async_loop *loop, int64_t ms, const char *site)
{
    if (ms <= loop->step.block_ms)
        return;
    loop->step.block_ms = ms;
    loop->step.block_site = site;
}

/* ---- Tasks ---- */

void step_begin(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    if (!loop->is_watched)
        return;
    loop->step = (struct step){
        .task = task,
        .began_ns = loop_time_ns(loop),
        .from = task->fiber.stack ? task->site : NULL,
    };
}

/* It was no single call: the places are named between which it was. */
static void report_computation(struct async_task *task, int64_t held_ms)
{
    const char *from = task->loop->step.from, *to = task->frame ? task->site : NULL;
    const char *site = from ? from : to ? to : task->coro.site;
    loop_report(task->loop, ASYNC_REPORT_SLOW, site, &task->future,
                "task '%s' held the loop for %" PRId64 " ms without awaiting, from %s to %s",
                task_title(task), held_ms, from ? site_name(from) : "its beginning",
                to ? site_name(to) : "its end");
}

void step_end(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    if (loop->step.task != task)
        return;
    loop->step.task = NULL;
    int64_t held_ms = held_too_long_ms(loop);
    const char *site = blocked_at(&loop->step, held_ms);
    if (held_ms && site)
        loop_report(loop, ASYNC_REPORT_SLOW, site, &task->future,
                    "task '%s' held the loop for %" PRId64 " ms without awaiting",
                    task_title(task), held_ms);
    else if (held_ms)
        report_computation(task, held_ms);
}

/* ---- Callbacks ---- */

void step_call(struct async_loop *loop, struct async_handle *handle)
{
    const char *name = handle->name, *site = handle->site; /* it may not outlive the call */
    loop->step = (struct step){ .began_ns = loop_time_ns(loop) };
    handle->fn(handle->arg);
    int64_t held_ms = held_too_long_ms(loop);
    const char *block_site = blocked_at(&loop->step, held_ms);
    if (name && held_ms)
        loop_report(loop, ASYNC_REPORT_SLOW, block_site ? block_site : site, NULL,
                    "callback '%s' held the loop for %" PRId64 " ms", name, held_ms);
}
