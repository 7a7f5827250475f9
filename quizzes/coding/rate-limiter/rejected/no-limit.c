// rejected: wrong, at-most: gives the permit back before the job has ended
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
    async_semaphore_release(&limiter->permits);
    return job(arg);
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
