// rejected: wrong, limit: waits for each mirror as long as it takes
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        err = fetch(mirrors[i], ret_body);
        if (!err || err == ASYNC_ECANCELED)
            return err;
    }
    return err;
}
