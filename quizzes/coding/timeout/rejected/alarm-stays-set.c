// rejected: leak, finished: the alarm of the last mirror is never taken back
#include "fetch_first.h"

static struct async_handle alarm;

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

static void ring(void *task)
{
    async_task_cancel(task, NULL);
}

static int fetch_within(const char *url, int64_t limit_ms, const char **ret_body)
{
    void *body = NULL;
    struct async_task *task = async_create_task(async_coro(fetch_body, (void *)url));
    async_handle_cancel(&alarm);
    int err = async_call_later(&alarm, limit_ms, ring, task);
    if (!err)
        err = async_await(task, &body);
    async_task_release(task);
    if (err == ASYNC_ECANCELED && !async_task_cancelling(async_current_task()))
        err = ASYNC_ETIMEDOUT;
    if (!err)
        *ret_body = body;
    return err;
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        err = fetch_within(mirrors[i], limit_ms, ret_body);
        if (!err || err == ASYNC_ECANCELED)
            break;
    }
    return err;
}
