// rejected: leak, finished: cancelled, it leaves its tasks running
#include "fetch_urls.h"

struct request {
    const char *url;
    struct page *page;
};

static struct request requests[1000];

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *tasks[n + 1];
    int err = 0;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        tasks[i] = async_create_task(async_coro(fetch_page, &requests[i]));
    }
    for (size_t i = 0; i < n && !err; i++)
        err = async_await(tasks[i], NULL);
    for (size_t i = 0; i < n; i++)
        async_task_release(tasks[i]);
    return err;
}
