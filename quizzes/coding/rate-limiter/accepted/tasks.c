// accepted: each job in a task of its own, which gives the permit back when it is done
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    struct async_semaphore permits;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        async_bounded_semaphore_init(&limiter->permits, limit);
    return limiter;
}

static void give_back(struct async_future *future, void *arg)
{
    struct limiter *limiter = arg;
    async_semaphore_release(&limiter->permits);
}

/* A cancellation of whoever awaits the task passes on to it, and the await ends when the task has. The
 * callback, which was added before, has run by then. */
static int run_task(struct limiter *limiter, struct async_task *task)
{
    struct async_callback done;
    async_future_add_done_callback(async_task_future(task), &done, give_back, limiter);
    return async_await(task, NULL);
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    int err = async_semaphore_acquire(&limiter->permits);
    if (err)
        return err;
    struct async_task *task = async_create_task(async_coro(job, arg));
    err = run_task(limiter, task);
    async_task_release(task);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
