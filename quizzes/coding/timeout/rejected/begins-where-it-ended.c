// rejected: wrong, asked: begins where it left off the last time
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    static size_t i;
    int err = ASYNC_ETIMEDOUT;
    for (; i < n; i++) {
        struct async_timeout scope;
        err = async_timeout_enter(&scope, limit_ms);
        if (err)
            return err;
        err = fetch(mirrors[i], ret_body);
        err = async_timeout_exit(&scope, err);
        if (!err || err == ASYNC_ECANCELED)
            return err;
    }
    return err;
}
