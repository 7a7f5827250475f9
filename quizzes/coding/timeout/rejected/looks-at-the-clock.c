// rejected: wrong, limit: waits for the end, and then finds that it was too late
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        int64_t began_ms = async_time_ms();
        err = fetch(mirrors[i], ret_body);
        if (err == ASYNC_ECANCELED)
            return err;
        if (async_time_ms() - began_ms > limit_ms)
            err = ASYNC_ETIMEDOUT;
        if (!err)
            return 0;
    }
    return err;
}
