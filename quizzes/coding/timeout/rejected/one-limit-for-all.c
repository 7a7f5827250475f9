// rejected: wrong, asked: one time limit for all mirrors together
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, limit_ms);
    if (err)
        return err;
    for (size_t i = 0; i < n; i++) {
        err = fetch(mirrors[i], ret_body);
        if (!err || err == ASYNC_ECANCELED)
            break;
    }
    return async_timeout_exit(&scope, err);
}
