// rejected: leak, finished: starts all but awaits one
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

static struct request requests[1000];

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *first = NULL;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        struct async_task *task = async_create_task(async_coro(fetch_page, &requests[i]));
        if (i == 0)
            first = task;
        else
            async_task_release(task);
    }
    int err = n ? async_await(first, NULL) : 0;
    async_task_release(first);
    return err;
}
