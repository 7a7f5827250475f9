// rejected: slow, prompt: one semaphore for all limiters
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    size_t limit;
};

static struct async_semaphore permits;

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        limiter->limit = limit;
    async_semaphore_init(&permits, limit);
    return limiter;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    int err = async_semaphore_acquire(&permits);
    if (err)
        return err;
    err = job(arg);
    async_semaphore_release(&permits);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
