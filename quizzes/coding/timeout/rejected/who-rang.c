// rejected: wrong, cancellation: once the alarm has rung, every cancellation is taken for it
#include "fetch_first.h"

struct request {
    const char *url, *body;
    struct async_task *task;
    struct async_handle alarm;
    bool is_late;
};

static int run_fetch(void *arg)
{
    struct request *request = arg;
    return fetch(request->url, &request->body);
}

static void ring(void *arg)
{
    struct request *request = arg;
    request->is_late = true;
    async_task_cancel(request->task, NULL);
}

static int fetch_within(struct request *request, int64_t limit_ms)
{
    request->task = async_create_task(async_coro(run_fetch, request));
    int err = async_call_later(&request->alarm, limit_ms, ring, request);
    if (!err)
        err = async_await(request->task, NULL);
    async_handle_cancel(&request->alarm);
    async_task_release(request->task);
    return err == ASYNC_ECANCELED && request->is_late ? ASYNC_ETIMEDOUT : err;
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct request request = { .url = mirrors[i] };
        err = fetch_within(&request, limit_ms);
        if (!err)
            *ret_body = request.body;
        if (!err || err == ASYNC_ECANCELED)
            break;
    }
    return err;
}
