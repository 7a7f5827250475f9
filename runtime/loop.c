/* The loop: tick after tick. A tick looks at timers and descriptors, then runs the nodes that
 * are ready at that moment, first come first served; what they make ready waits for the next
 * tick.
 *
 * The happy path never comes here: a task that suspends picks the next one itself
 * (loop_next_task) and switches to it. The loop's own flow does the rest: callbacks, timers,
 * waiting, and everything while a trace is taken. */
#include "loop.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "dump.h"
#include "error.h"
#include "executor.h"
#include "output.h"
#include "poll.h"
#include "step.h"
#include "task.h"
#include "timeout.h"
#include "trace.h"

/* Ticks between two looks at the clock and the descriptors while there is always something to
 * do: as many as this, if they go by as fast as that. */
#define TICKS_PER_POLL      64
#define POLL_WITHIN_NS      (100 * NS_PER_US)
#define TICKS_AFTER_WAITING 4 /* enough for most answers to what was waited for */

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

void async_block(int64_t ms)
{
    struct async_loop *loop = loop_current();
    if (loop && loop->options.clock == ASYNC_CLOCK_VIRTUAL)
        loop->now_ns = loop_time_ns(loop) + ms * NS_PER_MS;
    else if (loop || !executor_block(ms))
        clock_nap_ns(ms * NS_PER_MS);
}

/* ---- Handles ---- */

void handle_run(struct async_node *node)
{
    struct async_handle *handle = CONTAINER(node, struct async_handle, node);
    struct async_loop *loop = loop_current();
    handle->is_ready = false;
    TRACE(callback, loop, handle);
    if (UNLIKELY(loop->is_watched))
        step_call(loop, handle);
    else
        handle->fn(handle->arg);
}

void handle_init(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                 const char *name, const char *site)
{
    *handle = (struct async_handle){
        .node = { .run = handle_run },
        .fn = fn,
        .arg = arg,
        .name = name,
        .site = site,
    };
}

void(async_call_soon)(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                      const char *name, const char *site)
{
    handle_init(handle, fn, arg, name, site);
    handle->is_ready = true;
    loop_push(loop_current(), &handle->node);
}

static int add_timer(struct async_loop *loop, struct async_handle *handle, int64_t deadline_ns)
{
    handle->deadline_ns = deadline_ns;
    handle->sequence = ++loop->next_sequence;
    int err = timers_add(&loop->timers, handle);
    if (err)
        return async_raise(err, "out of memory for a timer");
    TRACE(timer, loop, handle, "armed");
    return 0;
}

void loop_add_reserved(struct async_loop *loop, struct async_handle *handle,
                       int64_t deadline_ns)
{
    handle->deadline_ns = deadline_ns;
    timers_unreserve(&loop->timers);
    if (!timers_add(&loop->timers, handle))
        TRACE(timer, loop, handle, "armed");
}

int loop_call_at_ns(struct async_loop *loop, struct async_handle *handle, int64_t deadline_ns,
                    void (*fn)(void *arg), void *arg)
{
    handle_init(handle, fn, arg, NULL, NULL);
    return add_timer(loop, handle, deadline_ns);
}

int(async_call_at)(struct async_handle *handle, int64_t when_ms, void (*fn)(void *arg),
                   void *arg, const char *name, const char *site)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    handle_init(handle, fn, arg, name, site);
    return add_timer(loop, handle, clock_ms_to_ns(when_ms));
}

int(async_call_later)(struct async_handle *handle, int64_t delay_ms, void (*fn)(void *arg),
                      void *arg, const char *name, const char *site)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    handle_init(handle, fn, arg, name, site);
    return add_timer(loop, handle, loop_deadline_ns(loop, delay_ms));
}

void loop_handle_cancel(struct async_loop *loop, struct async_handle *handle)
{
    if (handle->timer_place) {
        TRACE(timer, loop, handle, "cancelled");
        timers_remove(&loop->timers, handle);
    } else if (handle->is_ready) {
        loop_forget(loop, &handle->node);
        handle->is_ready = false;
    }
}

void async_handle_cancel(struct async_handle *handle)
{
    loop_handle_cancel(loop_current(), handle);
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

/* ---- The tick ---- */

static void begin_batch(struct async_loop *loop)
{
    loop->has_ghost = false;
    loop->batch_last = loop->ready_last;
    if (!loop->ready_first)
        loop->batch_last = NULL;
}

/* How many ticks make do with this look at the clock, after the last ones took `worked_ns`. */
static uint32_t ticks_to_next_look(struct async_loop *loop, bool has_waited, int64_t worked_ns)
{
    if (worked_ns > POLL_WITHIN_NS)
        loop->poll_every = 1;
    else if (has_waited)
        loop->poll_every = TICKS_AFTER_WAITING;
    else if (loop->poll_every < TICKS_PER_POLL)
        loop->poll_every *= 2;
    uint64_t limit = loop->options.max_ticks;
    if (limit && limit - loop->tick < loop->poll_every)
        return (uint32_t)(limit - loop->tick) + 1;
    return loop->poll_every;
}

/* Looks at the clock, which is all that is due now and then where there are no descriptors.
 * False: there are. */
static bool look_at_clock(struct async_loop *loop)
{
    if (loop->poll || loop->options.max_ticks)
        return false;
    int64_t worked_ns = loop_time_ns(loop) - loop->polled_ns;
    loop->polled_ns = loop->now_ns;
    loop->ticks_left = ticks_to_next_look(loop, false, worked_ns);
    return true;
}

/* Begins a tick without the loop's own flow, as far as counting goes. */
static inline void tick_on(struct async_loop *loop)
{
    loop->ticks_left--;
    loop->tick++;
    loop->has_ghost = false;
}

bool loop_ticks_alone(struct async_loop *loop)
{
    if (loop->is_careful || (!loop->ticks_left && !look_at_clock(loop)) ||
        loop->timers.first_ns <= loop->now_ns)
        return false;
    tick_on(loop);
    return true;
}

/* The ways of loop_next_task() that call somebody are functions of their own, and not inlined:
 * all others would save registers for them. */
__attribute__((noinline)) static struct async_task *next_after_look(struct async_loop *loop,
                                                                    struct stack *stack)
{
    return look_at_clock(loop) ? loop_next_task(loop, stack) : NULL;
}

/* A task that has not started yet. */
__attribute__((noinline)) static struct async_task *take_new(struct async_loop *loop,
                                                             struct async_task *task,
                                                             struct stack *stack)
{
    if (stack)
        task->fiber.stack = stack; /* it goes on right there */
    else if (!task_prepare(task))
        return NULL;
    loop_pop(loop);
    return task;
}

/* Fetches what a task will find on its stack, while the task before it still runs: nobody has
 * touched that since the task was suspended. */
static inline void fetch_stack(const struct async_node *node)
{
    if (node->run == task_run)
        __builtin_prefetch(CONTAINER(node, struct async_task, node)->fiber.context);
}

struct async_task *loop_next_task(struct async_loop *loop, struct stack *stack)
{
    if (UNLIKELY(loop->is_careful))
        return NULL;
    struct async_node *node = loop->ready_first;
    if (!node || node->run != task_run)
        return NULL;
    if (!loop->batch_last) {
        /* The tick is over. The next one may begin right here if nothing but counting is due.
         */
        if (loop->timers.first_ns <= loop->now_ns)
            return NULL;
        if (UNLIKELY(!loop->ticks_left))
            return next_after_look(loop, stack);
        tick_on(loop);
        loop->batch_last = loop->ready_last;
    }
    struct async_task *task = CONTAINER(node, struct async_task, node);
    if (!task->fiber.stack)
        return take_new(loop, task, stack);
    loop_pop(loop);
    if (loop->batch_last)
        fetch_stack(loop->ready_first);
    return task;
}

/* Moves the timers that are due to the end of the ready queue. */
static void fire_timers(struct async_loop *loop)
{
    while (loop->timers.first_ns <= loop->now_ns) {
        struct async_handle *handle = timers_pop(&loop->timers);
        TRACE(timer, loop, handle, "fired");
        handle->is_ready = true;
        loop_push(loop, &handle->node);
    }
}

/* Waits until something may be ready. False: nothing ever will be. */
static bool wait_for_events(struct async_loop *loop, bool has_work)
{
    int64_t first_ns = loop->timers.first_ns;
    bool is_virtual = loop->options.clock == ASYNC_CLOCK_VIRTUAL;
    if (!has_work && first_ns == TIMER_NEVER && !poll_is_needed(loop))
        return false;
    if (is_virtual)
        poll_virtual(loop, has_work, first_ns);
    else
        poll_real(loop, has_work, first_ns);
    return true;
}

static int begin_tick(struct async_loop *loop)
{
    TRACE(control, loop);
    if (loop->options.max_ticks && loop->tick == loop->options.max_ticks)
        return ASYNC_ETICKLIMIT;
    bool has_work = loop->ready_first || loop->has_ghost || loop->is_stopping;
    int64_t worked_ns = loop_time_ns(loop) - loop->polled_ns;
    loop->tick++;
    if (!wait_for_events(loop, has_work)) {
        loop->tick--;
        return ASYNC_EDEADLOCK;
    }
    loop->polled_ns = loop->now_ns;
    fire_timers(loop);
    begin_batch(loop);
    loop->ticks_left = ticks_to_next_look(loop, !has_work, worked_ns) - 1;
    TRACE(tick_begin, loop);
    return 0;
}

static int run_tick(struct async_loop *loop)
{
    int err = begin_tick(loop);
    if (err)
        return err;
    while (loop->batch_last) {
        struct async_node *node = loop_pop(loop);
        node->run(node);
    }
    TRACE(tick_end, loop);
    return 0;
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
        char *who = dump_waits(loop);
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
        err = run_tick(loop);
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
