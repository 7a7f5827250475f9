// accepted: functions of its own that are named like some of the C library's
#include "fetch_urls.h"

struct request {
    const char *url;
    struct page *page;
};

int error(const struct page *page)
{
    return page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int step(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return error(request->page);
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request requests[n + 1];
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(step, &requests[i]);
    }
    return async_gather(calls, n, NULL);
}
