// rejected: wrong, at-most: looks once, and not again when it has been woken
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    struct async_event has_room;
    size_t running, limit;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (!limiter)
        return NULL;
    limiter->running = 0;
    limiter->limit = limit;
    async_event_init(&limiter->has_room);
    return limiter;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    if (limiter->running >= limiter->limit) {
        async_event_clear(&limiter->has_room);
        int err = async_event_wait(&limiter->has_room);
        if (err)
            return err;
    }
    limiter->running++;
    int err = job(arg);
    limiter->running--;
    async_event_set(&limiter->has_room);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
