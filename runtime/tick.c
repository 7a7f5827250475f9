/* A tick looks at timers and descriptors, then runs the nodes that are ready at that moment,
 * first come first served; what they make ready waits for the next tick.
 *
 * The happy path never comes to the loop's own flow: a task that suspends picks the next one
 * itself (tick_next_task) and switches to it. The loop's flow does the rest: callbacks, timers,
 * descriptors, waiting, and everything while a trace is taken. */
#include "tick.h"

#include <async/error.h>

#include "clock.h"
#include "poll.h"
#include "trace.h"

/* Ticks between two looks at the clock and the descriptors while there is always something to
 * do: as many as this, if they go by as fast as that. */
#define TICKS_PER_POLL      64
#define POLL_WITHIN_NS      (100 * NS_PER_US)
#define TICKS_AFTER_WAITING 4 /* enough for most answers to what was waited for */

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

bool tick_alone(struct async_loop *loop)
{
    if (loop->is_careful || (!loop->ticks_left && !look_at_clock(loop)) ||
        loop->timers.first_ns <= loop->now_ns)
        return false;
    tick_on(loop);
    return true;
}

/* The ways of tick_next_task() that call somebody are functions of their own, and not inlined:
 * all others would save registers for them. */
__attribute__((noinline)) static struct async_task *next_after_look(struct async_loop *loop,
                                                                    struct stack *stack)
{
    return look_at_clock(loop) ? tick_next_task(loop, stack) : NULL;
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

struct async_task *tick_next_task(struct async_loop *loop, struct stack *stack)
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

int tick_run(struct async_loop *loop)
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
