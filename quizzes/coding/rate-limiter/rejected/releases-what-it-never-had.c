// rejected: wrong, at-most: who is cancelled in the queue gives back a permit that is not there
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
    if (!err)
        err = job(arg);
    async_semaphore_release(&limiter->permits);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
