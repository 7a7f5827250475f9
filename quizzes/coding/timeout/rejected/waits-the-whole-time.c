// rejected: slow, no-delay: gives every mirror its full time, also one that has failed
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct async_timeout scope;
        int64_t ends_ms = async_time_ms() + limit_ms;
        err = async_timeout_enter(&scope, limit_ms);
        if (err)
            return err;
        err = fetch(mirrors[i], ret_body);
        err = async_timeout_exit(&scope, err);
        if (!err || err == ASYNC_ECANCELED)
            return err;
        int slept = async_sleep(ends_ms - async_time_ms());
        if (slept)
            return slept;
    }
    return err;
}
