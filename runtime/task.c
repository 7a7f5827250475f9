/* The life of a task: made and queued; run until it awaits something that is not done; woken by
 * that thing's callbacks, through the ready queue; at the end its future settles and its stack
 * goes to the next. */
#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "local.h"
#include "loop.h"
#include "overflow.h"
#include "step.h"
#include "tick.h"
#include "trace.h"

static bool task_cancel(struct async_future *future, struct async_error *detail);
static void task_destroy(struct async_future *future);

static const struct async_future_kind task_kind = {
    .name = "task",
    .cancel = task_cancel,
    .destroy = task_destroy,
};

size_t task_block_bytes(void)
{
    return sizeof(struct async_task);
}

struct async_task *task_of(const struct async_future *future)
{
    return future->kind == &task_kind ? (struct async_task *)(uintptr_t)future : NULL;
}

const char *task_site(const struct async_future *future)
{
    const struct async_task *task = task_of(future);
    return task ? task->coro.site : NULL;
}

void task_list_add(struct task_list *list, struct async_task *task)
{
    task->previous = list->last;
    task->next = NULL;
    if (list->last)
        list->last->next = task;
    else
        list->first = task;
    list->last = task;
}

void task_list_remove(struct task_list *list, struct async_task *task)
{
    if (task->previous)
        task->previous->next = task->next;
    else
        list->first = task->next;
    if (task->next)
        task->next->previous = task->previous;
    else
        list->last = task->previous;
}

/* Everything but the coroutine and the slab, which the block has already. Part by part:
 * compilers clear a struct as large as the whole with a loop that takes a third of a trivial
 * task's life. */
static inline void task_clear(struct async_task *task)
{
    task->future = (struct async_future){ .kind = &task_kind, .refs = 2 };
    task->node = (struct async_node){ .run = task_run };
    task->fiber = (struct fiber){ 0 };
    task->member = (struct task_member){ 0 };
    task->waiter = NULL;
    task->requests = 0;
    task->is_named = false;
    task->must_cancel = false;
    task->error_code = 0;
    task->error = NULL;
    task->reason = NULL;
    task->name = NULL;
}

struct async_task *(async_create_task)(struct async_coro *coro, const char *site)
{
    struct async_loop *loop = loop_current();
    if (!coro || !loop) {
        async_coro_close(coro);
        return NULL;
    }
    if (!coro_begin(coro))
        return NULL;
    struct async_task *task = CONTAINER(coro, struct async_task, coro);
    struct async_task *parent = loop->current;
    task_clear(task);
    task->future.id = ++loop->next_id;
    task->future.name = coro->name;
    task->loop = loop;
    task->frame = coro;
    task->site = site;
    task->number = ++loop->next_task_number;
    task->parent_id = parent ? parent->future.id : 0;
    task->locals = parent ? binding_retain(parent->locals) : NULL;
    task_list_add(&loop->tasks, task);
    TRACE(task_created, loop, task);
    loop_push(loop, &task->node);
    return task;
}

struct async_task *async_task_retain(struct async_task *task)
{
    if (task)
        async_future_retain(&task->future);
    return task;
}

void async_task_release(struct async_task *task)
{
    if (task)
        async_future_release(&task->future);
}

struct async_future *async_task_future(struct async_task *task)
{
    return task ? &task->future : NULL;
}

static void task_destroy(struct async_future *future)
{
    struct async_task *task = task_of(future);
    async_error_release(task->error);
    free(task->name);
    binding_release(task->locals);
    if (task->slab)
        slab_give_back(task->slab, task);
    else
        free(task);
}

/* ---- The end of a task ---- */

/* Settles the task by what its coroutine returned. */
static void task_settle(struct async_task *task, int err)
{
    if (!err && task->must_cancel) {
        task->must_cancel = false;
        future_settle_cancelled(&task->future, NULL);
    } else if (!err) {
        future_settle_result(&task->future, task->coro.result);
    } else if (err == ASYNC_ECANCELED) {
        future_set_cancel_detail(&task->future, NULL);
        future_settle_cancelled(&task->future, error_detach(err));
    } else {
        future_settle_error(&task->future, err, error_detach(err));
    }
}

static void task_end(struct async_task *task, int err)
{
    struct async_loop *loop = task->loop;
    task->frame = NULL;
    task_list_remove(&loop->tasks, task);
    task_settle(task, err);
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && loop->is_careful)) {
        step_end(task);
        TRACE(task_done, loop, task);
    }
    loop->current = NULL;
    async_task_release(task);
}

/* Runs the coroutine, unless the task was cancelled before it started. */
static int task_body(struct async_task *task)
{
    if (!task->must_cancel)
        return task->coro.fn(task->coro.arg);
    task->must_cancel = false;
    return error_attach(ASYNC_ECANCELED, future_cancelled_error(&task->future));
}

/* The bottom of every task's stack: runs one task after the other. When a task ends and the
 * next one has not started yet, that one goes on right here; else the stack rests with this
 * loop on it, until a new task takes both and is switched to. */
static void task_entry(void *arg)
{
    struct async_loop *loop = arg;
    fiber_entered();
    for (;;) {
        struct async_task *task = loop->current;
        int err = task_body(task);
        struct stack *stack = task->fiber.stack;
        if (UNLIKELY(!stack_is_intact(stack)))
            overflow_end(loop);
        task->fiber.stack = NULL;
        task_end(task, err);
        struct async_task *next = tick_next_task(loop, stack);
        loop->current = next;
        if (next && next->fiber.stack == stack)
            continue;
        struct fiber resting = { .stack = stack };
        stack->resting = &resting;
        stack_give_back(&loop->stacks, stack);
        fiber_switch(&resting, next ? &next->fiber : &loop->thread);
    }
}

void task_drop(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    task_list_remove(&loop->tasks, task);
    for (struct async_coro *frame = task->frame, *outer; frame != &task->coro; frame = outer) {
        outer = frame->outer;
        coro_free(frame);
    }
    if (task->waiter && task->waiter->is_loop_internal)
        async_future_finish(task->waiter); /* it lies on the stack that goes */
    if (task->fiber.stack)
        stack_give_back(&loop->stacks, task->fiber.stack);
    task->fiber.stack = NULL;
    async_task_release(task);
}

/* ---- Running and suspending ---- */

bool task_prepare(struct async_task *task)
{
    struct stack *stack = stack_take(&task->loop->stacks);
    if (!stack)
        return false;
    fiber_start(&task->fiber, stack, task_entry, task->loop);
    return true;
}

void task_run(struct async_node *node)
{
    struct async_task *task = CONTAINER(node, struct async_task, node);
    struct async_loop *loop = task->loop;
    loop->current = task;
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && loop->is_careful)) {
        step_begin(task);
        TRACE(task_runs, loop, task);
    }
    if (!task->fiber.stack && !task_prepare(task))
        task_end(task, async_raise(ASYNC_ENOMEM, "out of memory for a stack"));
    else
        fiber_switch(&loop->thread, &task->fiber);
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && loop->is_careful))
        loop_time_ns(loop); /* a trace shows its scopes' timers beside what it waits for */
    loop->current = NULL;
}

/* Leaves the processor to whoever is next; returns when the task's node was taken from the
 * ready queue. */
static void task_leave(struct async_task *task)
{
    struct async_loop *loop = task->loop;
    struct async_task *next = tick_next_task(loop, NULL);
    if (next == task)
        return;
    loop->current = next;
    fiber_switch(&task->fiber, next ? &next->fiber : &loop->thread);
}

/* Delivers a pending request for cancellation in place of `err`, unless that is a cancellation
 * itself. */
static int task_resume(struct async_task *task, int err, struct async_error *detail)
{
    if (task->must_cancel) {
        task->must_cancel = false;
        if (err != ASYNC_ECANCELED) {
            async_error_release(detail);
            detail = future_cancelled_error(&task->future);
            err = ASYNC_ECANCELED;
        }
    }
    return err ? error_attach(err, detail) : 0;
}

int task_yield(struct async_task *task, const char *site)
{
    task->site = site;
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && task->loop->is_careful)) {
        step_end(task);
        TRACE(task_yields, task->loop, task);
    }
    if (!tick_passes(task->loop)) {
        loop_push(task->loop, &task->node);
        task_leave(task);
    }
    return UNLIKELY(task->must_cancel) ? task_resume(task, 0, NULL) : 0;
}

/* A task that awaits itself would wait for ever: asyncio raises RuntimeError, one tick later.
 */
static int refuse_self_await(struct async_task *task, const char *site)
{
    task->site = site;
    loop_push(task->loop, &task->node);
    task_leave(task);
    return task_resume(task, ASYNC_ERUNTIME,
                       error_create(ASYNC_ERUNTIME, "a task cannot await itself"));
}

int task_wait(struct async_task *task, struct async_future *future,
              const struct wait_reason *reason, const char *site)
{
    struct async_error *detail;
    if (future->state != ASYNC_FUTURE_PENDING) {
        int err = future_outcome(future, &detail);
        return err ? error_attach(err, detail) : 0;
    }
    if (future == &task->future)
        return refuse_self_await(task, site);
    future_add_node(future, &task->node);
    task->waiter = future;
    task->reason = reason;
    task->site = site;
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && task->loop->is_careful)) {
        step_end(task);
        TRACE(task_waits, task->loop, task);
    }
    if (task->must_cancel && future_cancel(future, task->future.cancel_detail))
        task->must_cancel = false;
    task_leave(task);
    task->waiter = NULL;
    task->reason = NULL;
    if (LIKELY(future->state == ASYNC_FUTURE_RESULT && !task->must_cancel))
        return 0;
    int err = future_outcome(future, &detail);
    return task_resume(task, err, detail);
}

struct async_task *task_missing(void)
{
    async_raise(ASYNC_ERUNTIME, "only a task can await");
    return NULL;
}

int async_future_await(struct async_future *future, void **ret_result, const char *site)
{
    if (!future)
        return async_raise(ASYNC_ENOMEM, "out of memory for a future");
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    struct async_task *const holder = task_of(future);
    const struct wait_reason reason = {
        .kind = holder         ? "task"
                : future->kind ? future->kind->name
                               : "future",
        .name = future->name,
        .id = future->id,
        .holder = &holder,
        .until_ns = TIMER_NEVER,
    };
    int err = task_wait(task, future, &reason, site);
    if (!err && ret_result)
        *ret_result = future->result;
    return err;
}

int async_task_await(struct async_task *task, void **ret_result, const char *site)
{
    return async_future_await(async_task_future(task), ret_result, site);
}

/* ---- Cancellation ---- */

static bool task_cancel(struct async_future *future, struct async_error *detail)
{
    struct async_task *task = task_of(future);
    future->is_unseen = false;
    if (future->state != ASYNC_FUTURE_PENDING)
        return false;
    TRACE(task_cancel, task->loop, task, detail);
    task->requests++;
    if (task->waiter && future_cancel(task->waiter, detail))
        return true;
    task->must_cancel = true;
    future_set_cancel_detail(future, detail);
    return true;
}

bool async_task_cancel(struct async_task *task, const char *message)
{
    return async_future_cancel(async_task_future(task), message);
}

unsigned async_task_uncancel(struct async_task *task)
{
    if (!task->requests)
        return 0;
    task->requests--;
    if (!task->requests)
        task->must_cancel = false;
    TRACE(task_uncancel, task->loop, task);
    return task->requests;
}

unsigned async_task_cancelling(const struct async_task *task)
{
    return task->requests;
}

/* ---- Questions ---- */

bool async_task_is_done(const struct async_task *task)
{
    return async_future_is_done(&task->future);
}

bool async_task_is_cancelled(const struct async_task *task)
{
    return async_future_is_cancelled(&task->future);
}

const char *async_task_name(const struct async_task *task)
{
    if (!task->name) {
        /* Made when first asked for: most tasks are never asked. */
        char *name;
        if (asprintf(&name, "Task-%u", task->number) < 0)
            return "Task";
        ((struct async_task *)(uintptr_t)task)->name = name;
    }
    return task->name;
}

void async_task_set_name(struct async_task *task, const char *name)
{
    char *copy = strdup(name);
    if (!copy)
        return;
    free(task->name);
    task->name = copy;
    task->is_named = true;
    TRACE(task_named, task->loop, task);
}

const char *async_task_coro_name(const struct async_task *task)
{
    return task->coro.name;
}

struct async_task *async_current_task(void)
{
    struct async_loop *loop = loop_current();
    return loop ? loop->current : NULL;
}

size_t async_all_tasks(struct async_task **tasks, size_t cap)
{
    struct async_loop *loop = loop_current();
    size_t n = 0;
    for (struct async_task *task = loop ? loop->tasks.first : NULL; task; task = task->next) {
        if (n < cap)
            tasks[n] = task;
        n++;
    }
    return n;
}
