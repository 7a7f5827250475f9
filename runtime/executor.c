/* Threads that take jobs from a queue.
 *
 * The happy path: a job is queued and its future handed out; a thread takes it, calls its
 * function, and posts it to the loop's inbox; there its future is settled. Cancelled before
 * it began: the loop takes it out of the queue. Cancelled while it runs: it comes back all
 * the same, and finds its future settled. The loop never touches a job between its start and
 * its return. */
#include "executor.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "current.h"
#include "error.h"
#include "future.h"
#include "inbox.h"
#include "local.h"
#include "handle.h"
#include "loop.h"
#include "task.h"
#include "trace.h"

struct job {
    struct async_future future;       /* must be first: what the caller holds */
    struct async_handle back;         /* brings the job back to the loop */
    struct async_handle falls_asleep; /* tells the loop that the thread naps */
    struct async_handle alarm;        /* ends the nap */
    struct async_executor *executor;  /* retained */
    struct async_loop *loop;
    struct job *next; /* in the queue */
    async_work_fn *fn;
    void *arg;
    void (*dispose)(void *arg); /* NULL: `arg` is somebody else's */
    struct binding *locals;     /* task-local values that the thread sees; retained */
    void *result;
    int err;
    int raised_code; /* and its detail: what the thread raised last */
    struct async_error *raised;
    int64_t nap_ms;
    bool is_awake;   /* the nap is over; under the executor's lock */
    bool is_napping; /* as far as the loop knows */
};

struct async_executor {
    sem_t work; /* posted to a worker that waits; glibc's conditions may lose a signal, its
                   semaphores do not (its bug 25847) */
    pthread_mutex_t lock;
    pthread_cond_t rouse; /* a nap is over, or the end has come */
    struct job *first, *last;
    unsigned n_idle; /* workers that wait, and have no post on its way */
    bool is_waking;  /* a post is on its way */
    bool is_closing;
    /* All below is the loop's alone. */
    struct async_loop *loop;      /* that gives it work; NULL: none does, or it has ended */
    struct async_pending pending; /* while there is a loop */
    pthread_t *workers;
    unsigned n_workers, max_workers;
    size_t refs;         /* the owner's and each job's */
    size_t n_unfinished; /* jobs queued or with a worker */
    size_t n_napping;    /* jobs whose worker waits for the clock */
    size_t
        n_held; /* counted in the loop's n_external: they keep a virtual clock from passing */
    struct async_future *idle; /* of who waits until no job is unfinished; NULL: nobody */
};

/* ---- In the threads ---- */

static void begin_nap(void *arg);

/* Under the lock: wakes a worker if there is a job for it. One at a time, and that one wakes
 * the next: so the loop hands out many jobs without being interrupted for each. */
static void wake_worker(struct async_executor *executor)
{
    if (!executor->first || !executor->n_idle || executor->is_waking)
        return;
    executor->is_waking = true;
    executor->n_idle--;
    sem_post(&executor->work);
}

static void wait_for_work(struct async_executor *executor)
{
    executor->n_idle++;
    pthread_mutex_unlock(&executor->lock);
    while (sem_wait(&executor->work))
        ; /* a signal came */
    pthread_mutex_lock(&executor->lock);
    executor->is_waking = false;
}

/* Waits for a job; NULL: the end has come. */
static struct job *take_job(struct async_executor *executor)
{
    pthread_mutex_lock(&executor->lock);
    while (!executor->first && !executor->is_closing)
        wait_for_work(executor);
    struct job *job = executor->first;
    if (job)
        executor->first = job->next;
    wake_worker(executor);
    pthread_mutex_unlock(&executor->lock);
    return job;
}

static void *worker(void *arg)
{
    struct async_executor *executor = arg;
    struct job *job;
    while ((job = take_job(executor))) {
        current_job_set(job);
        job->err = job->fn(job->arg, &job->result);
        current_job_set(NULL);
        inbox_post(job->loop, &job->back);
    }
    return NULL;
}

struct async_error **executor_error(int **ret_code)
{
    struct job *job = current_job();
    if (!job)
        return NULL;
    *ret_code = &job->raised_code;
    return &job->raised;
}

const struct binding *executor_locals(void)
{
    const struct job *job = current_job();
    return job ? job->locals : NULL;
}

/* A nap on the virtual clock. The loop is told, so that it lets the clock pass, and sets an
 * alarm. */
bool executor_block(int64_t ms)
{
    struct job *job = current_job();
    if (!job || job->loop->options.clock == ASYNC_CLOCK_REAL)
        return false;
    struct async_executor *executor = job->executor;
    pthread_mutex_lock(&executor->lock);
    if (!executor->is_closing) {
        job->is_awake = false;
        job->nap_ms = ms;
        handle_init(&job->falls_asleep, begin_nap, job, NULL, NULL);
        inbox_post(job->loop, &job->falls_asleep);
    }
    while (!job->is_awake && !executor->is_closing)
        pthread_cond_wait(&executor->rouse, &executor->lock);
    pthread_mutex_unlock(&executor->lock);
    return true;
}

/* ---- In the loop ---- */

/* Counts the workers that are at work, or will be as soon as they have looked at the queue.
 * What is queued behind them does not hold the clock. */
static void update_held(struct async_executor *executor, struct async_loop *loop)
{
    size_t n = executor->n_unfinished;
    if (n > executor->n_workers)
        n = executor->n_workers;
    n -= executor->n_napping < n ? executor->n_napping : n;
    loop->n_external += n - executor->n_held;
    executor->n_held = n;
}

static void end_nap(void *arg)
{
    struct job *job = arg;
    job->is_napping = false;
    job->executor->n_napping--;
    update_held(job->executor, job->loop);
    pthread_mutex_lock(&job->executor->lock);
    job->is_awake = true;
    pthread_cond_broadcast(&job->executor->rouse);
    pthread_mutex_unlock(&job->executor->lock);
}

/* Without memory for an alarm the nap ends at once. */
static void begin_nap(void *arg)
{
    struct job *job = arg;
    job->is_napping = true;
    job->executor->n_napping++;
    update_held(job->executor, job->loop);
    int64_t deadline_ns = loop_deadline_ns(job->loop, job->nap_ms);
    if (handle_call_at_ns(job->loop, &job->alarm, deadline_ns, end_nap, job))
        end_nap(job);
}

/* The job is through with its way through the thread, or never began it. */
static void job_over(struct job *job)
{
    struct async_executor *executor = job->executor;
    executor->n_unfinished--;
    update_held(executor, job->loop);
    if (!executor->n_unfinished && executor->idle)
        future_wake(executor->idle);
    async_future_release(&job->future);
}

static void job_back(void *arg)
{
    struct job *job = arg;
    if (job->is_napping) { /* the executor was closed meanwhile */
        handle_cancel(job->loop, &job->alarm);
        job->executor->n_napping--;
    }
    TRACE(object, job->loop, "thread", &job->future.id, job->future.name, "done", job->err);
    if (job->future.state == ASYNC_FUTURE_PENDING) {
        struct async_error *detail = job->raised_code == job->err ? job->raised : NULL;
        if (job->err)
            future_settle_error(&job->future, job->err, async_error_retain(detail));
        else
            future_settle_result(&job->future, job->result);
    }
    job_over(job);
}

/* Takes a job out of the queue; false: a thread has it. */
static bool take_back(struct job *job)
{
    struct async_executor *executor = job->executor;
    struct job *before = NULL;
    pthread_mutex_lock(&executor->lock);
    struct job *at = executor->first;
    while (at && at != job) {
        before = at;
        at = at->next;
    }
    if (at && before)
        before->next = at->next;
    else if (at)
        executor->first = at->next;
    if (at && executor->last == at)
        executor->last = before;
    pthread_mutex_unlock(&executor->lock);
    return at != NULL;
}

static bool job_cancel(struct async_future *future, struct async_error *detail)
{
    struct job *job = (struct job *)future;
    if (future->state != ASYNC_FUTURE_PENDING)
        return false;
    bool is_ours = take_back(job);
    future_set_cancel_detail(future, detail);
    future_settle_cancelled(future, NULL);
    if (is_ours)
        job_over(job);
    return true;
}

static void init_sync(struct async_executor *executor)
{
    sem_init(&executor->work, 0, 0);
    pthread_mutex_init(&executor->lock, NULL);
    pthread_cond_init(&executor->rouse, NULL);
}

static void finish_sync(struct async_executor *executor)
{
    sem_destroy(&executor->work);
    pthread_cond_destroy(&executor->rouse);
    pthread_mutex_destroy(&executor->lock);
}

static void executor_release(struct async_executor *executor)
{
    if (--executor->refs)
        return;
    finish_sync(executor);
    free(executor->workers);
    free(executor);
}

static void job_destroy(struct async_future *future)
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
    .cancel = job_cancel,
    .destroy = job_destroy,
};

/* Signals are for the loop's thread, which may have them blocked. */
static bool start_worker(struct async_executor *executor)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int err = pthread_create(&executor->workers[executor->n_workers], NULL, worker, executor);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return !err;
}

/* Queues the job and sees that there is a thread for it: of its own, as long as there may be
 * more. False: no thread could be started. */
static bool enqueue(struct async_executor *executor, struct job *job)
{
    bool has_idle = executor->n_unfinished < executor->n_workers;
    if (!has_idle && executor->n_workers < executor->max_workers && start_worker(executor))
        executor->n_workers++;
    if (!executor->n_workers)
        return false;
    pthread_mutex_lock(&executor->lock);
    if (executor->first)
        executor->last->next = job;
    else
        executor->first = job;
    executor->last = job;
    wake_worker(executor);
    pthread_mutex_unlock(&executor->lock);
    return true;
}

/* As it was made: without threads or work. */
static void begin_anew(struct async_executor *executor)
{
    init_sync(executor);
    executor->first = NULL;
    executor->n_idle = 0;
    executor->is_waking = false;
    executor->is_closing = false;
    executor->n_workers = 0;
}

static struct job *first_queued(struct async_executor *executor)
{
    pthread_mutex_lock(&executor->lock);
    struct job *first = executor->first;
    pthread_mutex_unlock(&executor->lock);
    return first;
}

/* Cancels what has not begun, waits for what has, and ends the threads. */
static void stop_workers(struct async_executor *executor)
{
    struct job *job;
    while ((job = first_queued(executor)))
        future_cancel(&job->future, NULL);
    pthread_mutex_lock(&executor->lock);
    executor->is_closing = true;
    pthread_cond_broadcast(&executor->rouse);
    pthread_mutex_unlock(&executor->lock);
    for (unsigned i = 0; i < executor->n_workers; i++)
        sem_post(&executor->work);
    for (unsigned i = 0; i < executor->n_workers; i++)
        pthread_join(executor->workers[i], NULL);
    finish_sync(executor);
    begin_anew(executor);
}

static void leave_loop(struct async_executor *executor)
{
    loop_pending_remove(executor->loop, &executor->pending);
    executor->loop = NULL;
}

/* The loop ends: no thread may come back to it later. */
static void drop(struct async_pending *pending)
{
    struct async_executor *executor = CONTAINER(pending, struct async_executor, pending);
    stop_workers(executor);
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

static struct async_executor *default_executor(struct async_loop *loop)
{
    if (!loop->executor) {
        long n = sysconf(_SC_NPROCESSORS_ONLN) + 4;
        loop->executor = async_executor_create(n > 32 ? 32 : (unsigned)n);
    }
    return loop->executor;
}

static struct job *job_create(struct async_loop *loop, async_work_fn *fn, void *arg,
                              const char *name)
{
    struct job *job = calloc(1, sizeof(*job));
    if (!job)
        return NULL;
    async_future_init(&job->future, name);
    job->future.kind = &job_kind;
    job->future.refs = 2; /* the caller's, and that of the way through the thread */
    job->loop = loop;
    job->fn = fn;
    job->arg = arg;
    handle_init(&job->back, job_back, job, NULL, NULL);
    return job;
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
    struct job *job = job_create(loop, fn, arg, name);
    if (!job)
        return NULL;
    job->executor = executor;
    job->locals = binding_retain(locals);
    executor->refs++;
    TRACE(object, loop, "thread", &job->future.id, name, "submit", 0);
    if (!enqueue(executor, job)) {
        job_destroy(&job->future);
        return NULL;
    }
    executor->n_unfinished++;
    update_held(executor, loop);
    return job;
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

struct async_executor *async_executor_create(unsigned max_workers)
{
    struct async_executor *executor = calloc(1, sizeof(*executor));
    if (!executor)
        return NULL;
    executor->refs = 1;
    executor->max_workers = max_workers ? max_workers : 1;
    executor->workers = calloc(executor->max_workers, sizeof(executor->workers[0]));
    if (!executor->workers) {
        free(executor);
        return NULL;
    }
    init_sync(executor);
    return executor;
}

void async_executor_destroy(struct async_executor *executor)
{
    if (!executor)
        return;
    stop_workers(executor);
    if (executor->loop)
        leave_loop(executor);
    executor_release(executor);
}

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
        if (handle->node.run == handle_run && handle->fn == job_back)
            job_back(handle->arg);
    }
    async_executor_destroy(loop->executor);
    loop->executor = NULL;
}

void executor_abandon(struct async_loop *loop)
{
    loop->n_external = 0;
    struct async_executor *executor = next_executor(loop->pendings);
    for (; executor; executor = next_executor(executor->pending.next)) {
        begin_anew(executor);
        executor->n_unfinished = 0;
        executor->n_napping = 0;
        executor->n_held = 0;
    }
}
