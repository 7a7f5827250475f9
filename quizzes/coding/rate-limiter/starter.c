/* Run jobs, but never more than the limit allows.
 * `asynclearn exercise check rate-limiter` judges it. */
#include "limiter.h"

#include <stdlib.h>

struct limiter {
    size_t limit;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        limiter->limit = limit;
    return limiter;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    return job(arg);
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
