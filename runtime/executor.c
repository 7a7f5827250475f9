/* Pools of threads (workers.c) for a loop, and the jobs (job.c) that it gives them. No thread
 * comes back to a loop that has ended: the loop ends those of every pool it gave work to. */
#include "executor.h"

#include <sched.h>
#include <stdlib.h>

#include "error.h"
#include "future.h"
#include "handle.h"
#include "inbox.h"
#include "job.h"
#include "local.h"
#include "task.h"
#include "trace.h"

/* ---- What the loop knows of their work ---- */

/* Threads that were ended meanwhile hold nothing, even if they were left napping. */
void executor_update_held(struct async_executor *executor, struct async_loop *loop)
{
    size_t n = executor->n_unfinished;
    if (n > executor->workers.n_threads)
        n = executor->workers.n_threads;
    n -= executor->n_napping < n ? executor->n_napping : n;
    loop->n_external += n - executor->n_held;
    executor->n_held = n;
}

void executor_job_over(struct async_executor *executor, struct async_loop *loop)
{
    executor->n_unfinished--;
    executor_update_held(executor, loop);
    if (!executor->n_unfinished && executor->idle)
        future_wake(executor->idle);
}

/* ---- A pool's life ---- */

struct async_executor *executor_retain(struct async_executor *executor)
{
    executor->refs++;
    return executor;
}

void executor_release(struct async_executor *executor)
{
    if (--executor->refs)
        return;
    workers_finish(&executor->workers);
    free(executor);
}

struct async_executor *async_executor_create(unsigned max_workers)
{
    struct async_executor *executor = calloc(1, sizeof(*executor));
    if (!executor)
        return NULL;
    executor->refs = 1;
    if (!workers_init(&executor->workers, max_workers)) {
        free(executor);
        return NULL;
    }
    return executor;
}

/* Cancels what has not begun, waits for what has, and ends the threads. */
static void stop(struct async_executor *executor)
{
    struct work *work;
    while ((work = workers_first(&executor->workers)))
        job_withdraw(CONTAINER(work, struct job, work));
    workers_end(&executor->workers);
}

static void leave_loop(struct async_executor *executor)
{
    loop_pending_remove(executor->loop, &executor->pending);
    executor->loop = NULL;
}

static void drop(struct async_pending *pending)
{
    struct async_executor *executor = CONTAINER(pending, struct async_executor, pending);
    stop(executor);
    leave_loop(executor);
}

/* False: it works for another loop. */
static bool join_loop(struct async_executor *executor, struct async_loop *loop)
{
    if (executor->loop)
        return executor->loop == loop;
    executor->loop = loop;
    loop_pending_add(loop, &executor->pending, drop);
    return true;
}

void async_executor_destroy(struct async_executor *executor)
{
    if (!executor)
        return;
    stop(executor);
    if (executor->loop)
        leave_loop(executor);
    executor_release(executor);
}

/* ---- Work for a pool ---- */

#define MOST_WORKERS 32

/* As asyncio counts: processors that this process may use (too many to tell: enough), and 4. */
static unsigned default_workers(void)
{
    cpu_set_t usable;
    int n = sched_getaffinity(0, sizeof(usable), &usable) ? MOST_WORKERS : CPU_COUNT(&usable);
    return n + 4 < MOST_WORKERS ? (unsigned)n + 4 : MOST_WORKERS;
}

static struct async_executor *default_executor(struct async_loop *loop)
{
    if (!loop->executor)
        loop->executor = async_executor_create(default_workers());
    return loop->executor;
}

/* Queues the job and sees that there is a thread for it: of its own, as long as there may be
 * more. False: no thread could be started. */
static bool enqueue(struct async_executor *executor, struct job *job)
{
    if (executor->n_unfinished >= executor->workers.n_threads)
        workers_grow(&executor->workers);
    if (!executor->workers.n_threads)
        return false;
    workers_put(&executor->workers, &job->work);
    executor->n_unfinished++;
    executor_update_held(executor, job->loop);
    return true;
}

static struct job *submit(struct async_executor *executor, async_work_fn *fn, void *arg,
                          struct binding *locals, const char *name)
{
    struct async_loop *loop = loop_current();
    if (!loop || inbox_open(loop))
        return NULL;
    if (!executor)
        executor = default_executor(loop);
    if (!executor || !join_loop(executor, loop))
        return NULL;
    struct job *job = job_create(executor, fn, arg, name);
    if (!job)
        return NULL;
    job->locals = binding_retain(locals);
    TRACE(object, loop, "thread", &job->future.id, name, "submit", 0);
    if (enqueue(executor, job))
        return job;
    async_future_release(&job->future);
    async_future_release(&job->future);
    return NULL;
}

struct async_future *(async_run_in_executor)(struct async_executor *executor, async_work_fn *fn,
                                             void *arg, const char *name)
{
    struct job *job = submit(executor, fn, arg, NULL, name);
    return job ? &job->future : NULL;
}

struct async_future *executor_submit(async_work_fn *fn, void *arg, void (*dispose)(void *arg),
                                     const char *name)
{
    struct job *job = submit(NULL, fn, arg, NULL, name);
    if (!job)
        return NULL;
    job->dispose = dispose;
    return &job->future;
}

int(async_to_thread)(async_work_fn *fn, void *arg, void **ret_result, const char *name,
                     const char *site)
{
    const struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    struct job *job = submit(NULL, fn, arg, task->locals, name);
    if (!job)
        return async_raise(ASYNC_ENOMEM, "no thread for '%s'", name);
    int err = async_future_await(&job->future, ret_result, site);
    async_future_release(&job->future);
    return err;
}

/* ---- The end of a loop ---- */

int async_loop_shutdown_executor(struct async_loop *loop)
{
    struct async_executor *executor = loop->executor;
    if (!executor || !executor->n_unfinished)
        return 0;
    struct async_future idle;
    future_init_internal(&idle);
    executor->idle = &idle;
    int err = async_loop_run_until_complete(loop, &idle);
    executor->idle = NULL;
    async_future_finish(&idle);
    return err;
}

/* The next pool of the loop, from one of its pendings on; NULL: there is none. */
static struct async_executor *next_executor(struct async_pending *pending)
{
    while (pending && pending->drop != drop)
        pending = pending->next;
    return pending ? CONTAINER(pending, struct async_executor, pending) : NULL;
}

void executor_finish(struct async_loop *loop)
{
    struct async_executor *executor;
    while ((executor = next_executor(loop->pendings)))
        drop(&executor->pending);
    if (loop->inbox)
        inbox_drain(loop);
    while (loop->ready_first) {
        struct async_handle *handle = CONTAINER(loop_pop(loop), struct async_handle, node);
        if (handle->node.run != handle_run)
            continue;
        handle->is_ready = false;
        if (handle->fn == job_back)
            job_back(handle->arg);
    }
    async_executor_destroy(loop->executor);
    loop->executor = NULL;
}

void executor_abandon(struct async_loop *loop)
{
    struct async_executor *executor = next_executor(loop->pendings);
    for (; executor; executor = next_executor(executor->pending.next)) {
        workers_begin_anew(&executor->workers);
        executor->n_unfinished = 0;
        executor->n_napping = 0;
        loop->n_external -= executor->n_held;
        executor->n_held = 0;
    }
}
