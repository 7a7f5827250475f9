// accepted: a pause is an event that nobody sets, with a time limit
#include "retry.h"

static int pause_for(int64_t ms)
{
    struct async_timeout scope;
    struct async_event never;
    async_event_init(&never);
    int err = async_timeout_enter(&scope, ms);
    if (!err)
        err = async_timeout_exit(&scope, async_event_wait(&never));
    return err == ASYNC_ETIMEDOUT ? 0 : err;
}

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 0;; n++) {
        int err = n ? pause_for(pause_ms << (n - 1)) : 0;
        if (!err)
            err = operation(arg);
        if (!is_temporary(err) || n + 1 == tries)
            return err;
    }
}
