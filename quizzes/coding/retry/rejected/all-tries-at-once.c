// rejected: wrong, one-at-a-time: starts all tries, one of them will do
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    struct async_coro *calls[tries];
    struct async_outcome outcomes[tries];
    for (int i = 0; i < tries; i++)
        calls[i] = async_coro(operation, arg);
    int err = async_gather_outcomes(calls, (size_t)tries, outcomes);
    for (int i = 0; i < tries && !err; i++) {
        if (i == tries - 1)
            err = outcomes[i].err;
        async_error_release(outcomes[i].error);
    }
    return err;
}
