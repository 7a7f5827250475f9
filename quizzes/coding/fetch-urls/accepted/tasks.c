// accepted: a task for each URL, awaited in turn; a cancellation is passed on by hand
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
    struct async_task *task;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

/* After a cancellation: every task has to be gone before we are. */
static void stop_from(struct request requests[], size_t i, size_t n)
{
    for (size_t k = i; k < n; k++)
        async_task_cancel(requests[k].task, NULL);
    for (size_t k = i; k < n; k++)
        (void)!async_await(requests[k].task, NULL);
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request *requests = calloc(n + 1, sizeof(*requests));
    int err = 0;
    if (!requests)
        return ASYNC_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ .url = urls[i], .page = &pages[i] };
        requests[i].task = async_create_task(async_coro(fetch_page, &requests[i]));
    }
    for (size_t i = 0; i < n && !err; i++) {
        err = async_await(requests[i].task, NULL);
        if (err)
            stop_from(requests, i, n);
    }
    for (size_t i = 0; i < n; i++)
        async_task_release(requests[i].task);
    free(requests);
    return err;
}
