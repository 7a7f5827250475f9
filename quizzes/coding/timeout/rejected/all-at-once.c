// rejected: wrong, one-at-a-time: a race of all mirrors
#include "fetch_first.h"

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    struct async_task *tasks[n];
    struct async_future *futures[n];
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        tasks[i] = async_create_task(async_coro(fetch_body, (void *)mirrors[i]));
        futures[i] = async_task_future(tasks[i]);
    }
    (void)!async_wait(futures, n, ASYNC_ALL_COMPLETED, limit_ms);
    for (size_t i = 0; i < n; i++) {
        void *body = NULL;
        while (!async_task_is_done(tasks[i])) {
            async_task_cancel(tasks[i], NULL);
            (void)!async_await(tasks[i], NULL);
        }
        if (err && !async_future_result(futures[i], &body)) {
            *ret_body = body;
            err = 0;
        }
        async_task_release(tasks[i]);
    }
    return err;
}
