/* asyncio.run(): a loop for one main task, from its creation to the last leftover. */
#include <async/run.h>

#include <stdlib.h>
#include <string.h>

#include <async/gather.h>

#include "clock.h"
#include "debug.h"
#include "error.h"
#include "executor.h"
#include "fork.h"
#include "inbox.h"
#include "io.h"
#include "loop.h"
#include "overflow.h"
#include "poll.h"
#include "task.h"
#include "trace.h"

#define DEFAULT_STACK_BYTES ((size_t)64 * 1024)
#define MIN_STACK_BYTES     ((size_t)16 * 1024)

struct async_options async_options_default(void)
{
    struct async_options options = { 0 };
    const char *clock = getenv("ASYNC_CLOCK");
    if (clock && !strcmp(clock, "virtual"))
        options.clock = ASYNC_CLOCK_VIRTUAL;
    const char *stack = getenv("ASYNC_STACK");
    if (stack)
        options.stack_bytes = strtoull(stack, NULL, 10);
    return options;
}

static size_t stack_bytes(const struct async_options *options)
{
    size_t bytes = options->stack_bytes ? options->stack_bytes : DEFAULT_STACK_BYTES;
    if (bytes < MIN_STACK_BYTES)
        bytes = MIN_STACK_BYTES;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    bytes *= 8; /* instrumented frames are several times as large */
#endif
    return bytes;
}

int async_loop_create(const struct async_options *options, struct async_loop **ret_loop)
{
    if (loop_current())
        return async_raise(ASYNC_ERUNTIME, "this thread runs a loop already");
    struct async_loop *loop = calloc(1, sizeof(*loop));
    if (!loop)
        return ASYNC_ENOMEM;
    loop->options = *options;
    loop->blocks = slab_create(task_block_bytes());
    if (!loop->blocks) {
        free(loop);
        return ASYNC_ENOMEM;
    }
    stack_pool_init(&loop->stacks, stack_bytes(options));
    fiber_adopt_thread(&loop->thread, &loop->thread_stack);
    if (options->clock == ASYNC_CLOCK_REAL)
        loop->epoch_ns = clock_monotonic_ns();
    timers_init(&loop->timers);
    loop->poll_every = 1;
    loop_set_current(loop);
    fork_watch();
    overflow_watch(loop);
    trace_open(loop);
    debug_open(loop);
    *ret_loop = loop;
    return 0;
}

/* Lets go of what waits for callbacks that will not come, and of the tasks that will never be
 * done, which it reports. */
static void drop_leftovers(struct async_loop *loop)
{
    loop_time_ns(loop); /* no scope on a stack that goes is armed later */
    while (loop->pendings)
        loop->pendings->drop(loop->pendings);
    while (loop->tasks.first) {
        struct async_task *task = loop->tasks.first;
        loop_report(loop, ASYNC_REPORT_PENDING, task->coro.site, &task->future,
                    "task '%s' was destroyed before it was done", task_title(task));
        task_drop(task);
    }
}

/* They stay their owners', who may still close them. */
static void report_never_awaited(struct async_loop *loop)
{
    while (loop->idle.first) {
        struct async_coro *coro = &loop->idle.first->coro;
        coro_unlist(coro);
        coro_report_never_awaited(coro);
    }
}

void async_loop_destroy(struct async_loop *loop)
{
    if (!loop)
        return;
    executor_finish(loop);
    drop_leftovers(loop);
    report_never_awaited(loop);
    inbox_close(loop);
    trace_close(loop);
    overflow_unwatch(loop);
    io_destroy(loop);
    poll_destroy(loop);
    timers_finish(&loop->timers);
    stack_pool_finish(&loop->stacks);
    async_error_release(loop->error);
    slab_abandon(loop->blocks);
    loop_set_current(NULL);
    free(loop);
}

static void report_failed(struct async_loop *loop, struct async_task *task, const char *how)
{
    int err = task->future.err;
    const char *title = task_title(task);
    char *text = error_text(err, async_error_last(err));
    loop_report(loop, ASYNC_REPORT_UNHANDLED, task->coro.site, &task->future,
                "task '%s' %s: %s", title, how, text ? text : async_strerror(err));
    free(text);
}

/* A failure during the shutdown has nobody else to tell. */
static void report_unhandled(struct async_loop *loop, struct async_future *const tasks[],
                             size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tasks[i]->state == ASYNC_FUTURE_FAILED && async_future_result(tasks[i], NULL))
            report_failed(loop, task_of(tasks[i]), "failed while the loop was closing");
}

/* Where there is no memory to wait for all of them at once. */
static int cancel_one_by_one(struct async_loop *loop)
{
    int err = 0;
    while (!err && loop->tasks.first) {
        struct async_task *task = async_task_retain(loop->tasks.first);
        struct async_future *future = &task->future;
        future_cancel(future, NULL);
        err = async_loop_run_until_complete(loop, future);
        if (!err)
            report_unhandled(loop, &future, 1);
        async_task_release(task);
    }
    return err;
}

static int cancel_and_gather(struct async_loop *loop, struct async_future *tasks[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!tasks[i]->first)
            TRACE(task_left, loop, task_of(tasks[i]));
        future_cancel(tasks[i], NULL);
    }
    struct async_future *all = async_gather_create(tasks, n, true, NULL);
    if (!all)
        return cancel_one_by_one(loop);
    int err = async_loop_run_until_complete(loop, all);
    async_future_release(all);
    if (!err)
        report_unhandled(loop, tasks, n);
    return err;
}

int async_loop_cancel_all_tasks(struct async_loop *loop)
{
    size_t n = async_all_tasks(NULL, 0);
    if (!n)
        return 0;
    struct async_future **tasks = calloc(n, sizeof(struct async_future *));
    if (!tasks)
        return cancel_one_by_one(loop);
    size_t i = 0;
    for (struct async_task *task = loop->tasks.first; task; task = task->next)
        tasks[i++] = async_future_retain(&task->future);
    int err = cancel_and_gather(loop, tasks, n);
    for (i = 0; i < n; i++)
        async_future_release(tasks[i]);
    free(tasks);
    return err;
}

/* Runs the main task and the shutdown after it. */
static int run_main(struct async_loop *loop, struct async_coro *main, void **ret_result)
{
    struct async_task *task = (async_create_task)(main, main ? main->site : NULL);
    if (!task)
        return ASYNC_ENOMEM;
    int err = async_loop_run_until_complete(loop, &task->future);
    if (!err) {
        err = async_future_result(&task->future, ret_result);
        if (err)
            report_failed(loop, task, "failed");
        struct async_error *detail = error_detach(err);
        int shutdown_err = async_loop_cancel_all_tasks(loop);
        if (!shutdown_err)
            shutdown_err = async_loop_shutdown_executor(loop);
        if (!err)
            err = shutdown_err;
        error_attach(err, detail);
    }
    async_task_release(task);
    return err;
}

int async_run_with(const struct async_options *options, struct async_coro *main,
                   void **ret_result)
{
    struct async_loop *loop;
    int err = async_loop_create(options, &loop);
    if (err) {
        async_coro_close(main);
        return err;
    }
    err = run_main(loop, main, ret_result);
    async_loop_destroy(loop);
    return err;
}

int async_run(struct async_coro *main, void **ret_result)
{
    struct async_options options = async_options_default();
    return async_run_with(&options, main, ret_result);
}
