// rejected: wrong, limit: gives each mirror 200 ms, whatever it was told
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct async_timeout scope;
        err = async_timeout_enter(&scope, 200);
        if (err)
            return err;
        err = fetch(mirrors[i], ret_body);
        err = async_timeout_exit(&scope, err);
        if (!err || err == ASYNC_ECANCELED)
            return err;
    }
    return err;
}
