/* The happy path: a thread calls the job's function and posts the job to the loop's inbox;
 * there its future is settled. Cancelled before it began: the loop takes it out of the queue.
 * Cancelled while it runs: it comes back all the same, and finds its future settled. The loop
 * never touches a job between its start and its return. */
#include "job.h"

#include <stdlib.h>

#include "current.h"
#include "error.h"
#include "executor.h"
#include "future.h"
#include "handle.h"
#include "inbox.h"
#include "local.h"
#include "trace.h"

/* ---- In the thread ---- */

static void run(struct work *work)
{
    struct job *job = CONTAINER(work, struct job, work);
    current_job_set(job);
    job->err = job->fn(job->arg, &job->result);
    current_job_set(NULL);
    inbox_post(job->loop, &job->back);
}

struct async_error **job_error(int **ret_code)
{
    struct job *job = current_job();
    if (!job)
        return NULL;
    *ret_code = &job->raised_code;
    return &job->raised;
}

const struct binding *job_locals(void)
{
    const struct job *job = current_job();
    return job ? job->locals : NULL;
}

/* ---- In the loop ---- */

static void settle(struct job *job)
{
    struct async_error *detail = job->raised_code == job->err ? job->raised : NULL;
    if (job->err)
        future_settle_error(&job->future, job->err, async_error_retain(detail));
    else
        future_settle_result(&job->future, job->result);
}

/* It is through with its way, or never began it. */
static void over(struct job *job)
{
    executor_job_over(job->executor, job->loop);
    async_future_release(&job->future);
}

void job_back(void *arg)
{
    struct job *job = arg;
    job_nap_cut_short(job);
    TRACE(object, job->loop, "thread", &job->future.id, job->future.name, "done", job->err);
    if (job->future.state == ASYNC_FUTURE_PENDING)
        settle(job);
    over(job);
}

static bool cancel(struct async_future *future, struct async_error *detail)
{
    struct job *job = (struct job *)future;
    if (future->state != ASYNC_FUTURE_PENDING)
        return false;
    bool is_ours = workers_take_back(&job->executor->workers, &job->work);
    future_set_cancel_detail(future, detail);
    future_settle_cancelled(future, NULL);
    if (is_ours)
        over(job);
    return true;
}

void job_withdraw(struct job *job)
{
    if (!future_cancel(&job->future, NULL) &&
        workers_take_back(&job->executor->workers, &job->work))
        over(job);
}

static void destroy(struct async_future *future)
{
    struct job *job = (struct job *)future;
    executor_release(job->executor);
    async_error_release(job->raised);
    binding_release(job->locals);
    if (job->dispose)
        job->dispose(job->arg);
    free(job);
}

static const struct async_future_kind job_kind = {
    .name = "thread",
    .cancel = cancel,
    .destroy = destroy,
};

struct job *job_create(struct async_executor *executor, async_work_fn *fn, void *arg,
                       const char *name)
{
    struct job *job = calloc(1, sizeof(*job));
    if (!job)
        return NULL;
    async_future_init(&job->future, name);
    job->future.kind = &job_kind;
    job->future.refs = 2;
    job->work.run = run;
    job->executor = executor_retain(executor);
    job->loop = executor->loop;
    job->fn = fn;
    job->arg = arg;
    handle_init(&job->back, job_back, job, NULL, NULL);
    return job;
}
