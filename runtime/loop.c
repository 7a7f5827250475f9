/* The loop's life: what it knows of the time, what it reports, and its running until a future
 * is done, tick after tick (tick.c). */
#include "loop.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "deadlock.h"
#include "error.h"
#include "job.h"
#include "output.h"
#include "step.h"
#include "tick.h"
#include "timeout.h"
#include "trace.h"

void loop_forget(struct async_loop *loop, struct async_node *node)
{
    bool is_in_batch = loop->batch_last != NULL;
    struct async_node *before = NULL;
    for (struct async_node *at = loop->ready_first; at; before = at, at = at->next) {
        bool is_batch_end = at == loop->batch_last;
        if (at == node) {
            if (before)
                before->next = node->next;
            else
                loop->ready_first = node->next;
            if (loop->ready_last == node)
                loop->ready_last = before;
            if (is_batch_end)
                loop->batch_last = before;
            if (!is_in_batch)
                loop->has_ghost = true;
            return;
        }
        if (is_batch_end)
            is_in_batch = false;
    }
}

void loop_pending_add(struct async_loop *loop, struct async_pending *pending,
                      void (*drop)(struct async_pending *pending))
{
    pending->drop = drop;
    pending->previous = NULL;
    pending->next = loop->pendings;
    if (loop->pendings)
        loop->pendings->previous = pending;
    loop->pendings = pending;
}

void loop_pending_remove(struct async_loop *loop, struct async_pending *pending)
{
    if (pending->previous)
        pending->previous->next = pending->next;
    else
        loop->pendings = pending->next;
    if (pending->next)
        pending->next->previous = pending->previous;
}

/* ---- Time ---- */

int64_t loop_time_ns(struct async_loop *loop)
{
    if (loop->options.clock == ASYNC_CLOCK_REAL)
        loop->now_ns = clock_monotonic_ns() - loop->epoch_ns;
    if (UNLIKELY(loop->unarmed))
        timeout_arm_all(loop);
    return loop->now_ns;
}

int64_t loop_deadline_ns(struct async_loop *loop, int64_t delay_ms)
{
    return clock_add_ns(loop_time_ns(loop), clock_ms_to_ns(delay_ms));
}

int64_t async_time_us(void)
{
    struct async_loop *loop = loop_current();
    return loop ? loop_time_ns(loop) / NS_PER_US : 0;
}

int64_t async_time_ms(void)
{
    return async_time_us() / 1000;
}

uint64_t async_tick(void)
{
    struct async_loop *loop = loop_current();
    return loop ? loop->tick : 0;
}

const char *async_stack_guards(void)
{
    const struct async_loop *loop = loop_current();
    return stack_guard_name(loop ? loop->stacks.guard : STACK_GUARD_INSTALL);
}

bool async_is_running(void)
{
    struct async_loop *loop = loop_current();
    return loop && loop->is_running;
}

void(async_block)(int64_t ms, const char *site)
{
    struct async_loop *loop = loop_current();
    if (ms <= 0)
        return;
    if (loop)
        step_blocks(loop, ms, site);
    if (loop && loop->options.clock == ASYNC_CLOCK_VIRTUAL)
        loop->now_ns = loop_deadline_ns(loop, ms);
    else if (loop || !job_nap(ms))
        clock_nap_ns(clock_ms_to_ns(ms));
}

/* ---- Reports ---- */

void loop_report(struct async_loop *loop, enum async_report_kind kind, const char *site,
                 struct async_future *future, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = message_format(format, args);
    va_end(args);
    const struct async_report report = {
        .kind = kind,
        .message = message ? message : "out of memory for the report",
        .site = site,
        .future = future,
    };
    TRACE(report, loop, &report);
    if (loop->options.report)
        loop->options.report(&report, loop->options.report_arg);
    else if (!loop->trace || output_is_passed_on())
        fprintf(stderr, "async: %s%s%s%s\n", report.message, site ? " (" : "", site ? site : "",
                site ? ")" : "");
    free(message);
}

/* ---- Running ---- */

static void stop(struct async_future *future, void *arg)
{
    struct async_loop *loop = arg;
    loop->is_stopping = true;
    loop->is_careful = true;
}

static void report_end(struct async_loop *loop, int err)
{
    if (err == ASYNC_EDEADLOCK) {
        char *who = deadlock_sentence(loop);
        loop_report(loop, ASYNC_REPORT_DEADLOCK, NULL, NULL, "deadlock: %s",
                    who ? who : "nobody can ever wake anybody");
        free(who);
    } else if (err == ASYNC_ETICKLIMIT) {
        loop_report(loop, ASYNC_REPORT_TICK_LIMIT, NULL, NULL,
                    "the limit of %llu ticks is reached",
                    (unsigned long long)loop->options.max_ticks);
    }
}

int async_loop_run_until_complete(struct async_loop *loop, struct async_future *future)
{
    if (loop->is_running)
        return async_raise(ASYNC_ERUNTIME, "the loop is running already");
    struct async_callback done;
    async_future_add_done_callback(future, &done, stop, loop);
    bool was_careful = loop->is_careful;
    loop->is_running = true;
    int err;
    do
        err = tick_run(loop);
    while (!err && !loop->is_stopping);
    loop->is_running = false;
    loop->is_stopping = false;
    loop->is_careful = was_careful;
    if (err) {
        callback_forget(&done);
        report_end(loop, err);
    }
    return err;
}
