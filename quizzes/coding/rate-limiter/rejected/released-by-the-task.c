// rejected: deadlock, runs: a task that is cancelled before it began never gives its place back
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    struct async_semaphore permits;
};

struct call {
    struct limiter *limiter;
    async_fn *job;
    void *arg;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        async_semaphore_init(&limiter->permits, limit);
    return limiter;
}

static int run_job(void *arg)
{
    struct call *call = arg;
    int err = call->job(call->arg);
    async_semaphore_release(&call->limiter->permits);
    return err;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    struct call call = { limiter, job, arg };
    int err = async_semaphore_acquire(&limiter->permits);
    if (err)
        return err;
    struct async_task *task = async_create_task(async_coro(run_job, &call));
    err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
