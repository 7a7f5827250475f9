// rejected: wrong, turn: looks every 50 ms whether there is room
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
    while (async_semaphore_is_locked(&limiter->permits)) {
        int err = async_sleep(50);
        if (err)
            return err;
    }
    int err = async_semaphore_acquire(&limiter->permits);
    if (err)
        return err;
    err = job(arg);
    async_semaphore_release(&limiter->permits);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
