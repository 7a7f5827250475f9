// rejected: leak, finished: protects the fetch from its own time limit
#include "fetch_first.h"

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct async_task *task = async_create_task(async_coro(fetch_body, (void *)mirrors[i]));
        struct async_future *shield = async_shield(async_task_future(task), "shield");
        void *body = NULL;
        err = async_wait_for(shield, limit_ms, &body);
        async_future_release(shield);
        async_task_release(task);
        if (!err)
            *ret_body = body;
        if (!err || err == ASYNC_ECANCELED)
            return err;
    }
    return err;
}
