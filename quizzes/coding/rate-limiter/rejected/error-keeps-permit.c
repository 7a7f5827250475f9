// rejected: deadlock, runs: the permit of a job that failed is lost
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
    if (err)
        return err;
    err = job(arg);
    if (err)
        return err;
    async_semaphore_release(&limiter->permits);
    return 0;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
