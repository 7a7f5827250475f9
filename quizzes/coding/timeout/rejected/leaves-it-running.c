// rejected: leak, finished: stops waiting for the fetch, but not the fetch
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
        struct async_future *future = async_task_future(task);
        void *body = NULL;
        err = async_wait(&future, 1, ASYNC_ALL_COMPLETED, limit_ms);
        if (err == ASYNC_ECANCELED)
            return err;
        err = async_task_is_done(task) ? async_future_result(future, &body) : ASYNC_ETIMEDOUT;
        async_task_release(task);
        if (!err) {
            *ret_body = body;
            return 0;
        }
    }
    return err;
}
