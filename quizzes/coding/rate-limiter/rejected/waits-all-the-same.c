// rejected: wrong, at-once: who is cancelled still waits for a turn, and only then says so
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
    bool is_cancelled = false;
    int err;
    while ((err = async_semaphore_acquire(&limiter->permits)) == ASYNC_ECANCELED)
        is_cancelled = true;
    if (err)
        return err;
    err = is_cancelled ? ASYNC_ECANCELED : job(arg);
    async_semaphore_release(&limiter->permits);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
