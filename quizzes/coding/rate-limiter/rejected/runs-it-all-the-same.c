// rejected: wrong, at-most: who is cancelled in the queue runs the job without a permit
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    struct async_semaphore permits;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        async_semaphore_init(&limiter->permits, limit);
    return limiter;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    int err = async_semaphore_acquire(&limiter->permits);
    int job_err = job(arg);
    if (!err)
        async_semaphore_release(&limiter->permits);
    return err ? err : job_err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
