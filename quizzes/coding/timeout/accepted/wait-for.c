// accepted: async_wait_for() a coroutine, recursively
#include "fetch_first.h"

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    void *body;
    int err = async_wait_for(async_coro(fetch_body, (void *)mirrors[0]), limit_ms, &body);
    if (!err)
        *ret_body = body;
    if (!err || err == ASYNC_ECANCELED || n == 1)
        return err;
    return fetch_first(mirrors + 1, n - 1, limit_ms, ret_body);
}
