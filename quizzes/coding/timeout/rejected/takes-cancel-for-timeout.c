// rejected: wrong, cancellation: cannot tell a cancellation from a time limit
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct async_timeout scope;
        err = async_timeout_enter(&scope, limit_ms);
        if (err)
            return err;
        err = fetch(mirrors[i], ret_body);
        err = async_timeout_exit(&scope, err);
        if (!err)
            return 0;
        if (err == ASYNC_ECANCELED)
            err = ASYNC_ETIMEDOUT;
    }
    return err;
}
