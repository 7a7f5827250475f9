// accepted: a list of tasks that free themselves, taken as they are done
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request request = *(struct request *)arg;
    free(arg);
    request.page->err = fetch(request.url, &request.page->body);
    return request.page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

static struct async_task *start(const char *url, struct page *page)
{
    struct request *request = malloc(sizeof(*request));
    if (!request)
        return NULL;
    *request = (struct request){ url, page };
    return async_create_task(async_coro(fetch_page, request));
}

static int take_all(struct async_future *const futures[], size_t n)
{
    struct async_as_completed *next = async_as_completed(futures, n, ASYNC_NO_TIMEOUT);
    struct async_future *future;
    int err = next ? 0 : ASYNC_ENOMEM;
    for (size_t i = 0; i < n && !err; i++) {
        err = async_as_completed_next(next, &future);
        if (!err)
            err = async_future_result(future, NULL);
    }
    async_as_completed_destroy(next);
    return err;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *tasks[n + 1];
    struct async_future *futures[n + 1];
    for (size_t i = n; i-- > 0;) {
        tasks[i] = start(urls[i], &pages[i]);
        futures[i] = async_task_future(tasks[i]);
    }
    /* Before we go on, each has run up to its first await, and has freed its request. */
    int err = take_all(futures, n);
    for (size_t i = 0; i < n && err; i++)
        async_task_cancel(tasks[i], NULL);
    for (size_t i = 0; i < n; i++) {
        (void)!async_await(tasks[i], NULL);
        async_task_release(tasks[i]);
    }
    return err;
}
