// accepted: a queue that holds one token for each place
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    struct async_queue tokens;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (!limiter)
        return NULL;
    if (async_queue_init(&limiter->tokens, limit)) {
        free(limiter);
        return NULL;
    }
    for (size_t i = 0; i < limit; i++)
        (void)!async_queue_put_nowait(&limiter->tokens, limiter);
    return limiter;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    void *token;
    int err = async_queue_get(&limiter->tokens, &token);
    if (err)
        return err;
    err = job(arg);
    (void)!async_queue_put_nowait(&limiter->tokens, token); /* there is room for all of them */
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    if (limiter)
        async_queue_finish(&limiter->tokens);
    free(limiter);
}
