// accepted: a task for the fetch, a wait with a time limit, and stopping it by hand
#include "fetch_first.h"

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

/* Until it is gone; a second cancellation of ours does not keep us from waiting. */
static void stop(struct async_task *task)
{
    while (!async_task_is_done(task)) {
        async_task_cancel(task, NULL);
        (void)!async_await(task, NULL);
    }
}

static int fetch_within(const char *url, int64_t limit_ms, const char **ret_body)
{
    struct async_task *task = async_create_task(async_coro(fetch_body, (void *)url));
    struct async_future *future = async_task_future(task);
    void *body = NULL;
    int err = async_wait(&future, 1, ASYNC_ALL_COMPLETED, limit_ms);
    if (err) {
        stop(task);
    } else if (!async_task_is_done(task)) {
        stop(task);
        err = ASYNC_ETIMEDOUT;
    } else {
        err = async_future_result(future, &body);
    }
    async_task_release(task);
    if (!err)
        *ret_body = body;
    return err;
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = fetch_within(*mirrors, limit_ms, ret_body);
    while (err && err != ASYNC_ECANCELED && --n)
        err = fetch_within(*++mirrors, limit_ms, ret_body);
    return err;
}
