// accepted: tasks return their bodies; async_wait() for all, then each is asked how it ended
#include "fetch_urls.h"

static int fetch_body(void *arg)
{
    const char *body;
    int err = fetch(arg, &body);
    return err ? err : async_return((void *)body);
}

static void ask(struct async_task *task, struct page *page)
{
    void *body = NULL;
    page->err = async_future_result(async_task_future(task), &body);
    page->body = body;
    async_task_release(task);
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *tasks[n + 1];
    struct async_future *futures[n + 1];
    int err = 0;
    if (!n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        tasks[i] = async_create_task(async_coro(fetch_body, (void *)urls[i]));
        futures[i] = async_task_future(tasks[i]);
    }
    err = async_wait(futures, n, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
    if (err) {
        for (size_t i = 0; i < n; i++)
            async_task_cancel(tasks[i], NULL);
        (void)!async_wait(futures, n, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
    }
    for (size_t i = 0; i < n; i++)
        ask(tasks[i], &pages[i]);
    return err;
}
