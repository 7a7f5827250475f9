// rejected: blocked, loop-free: waits for the answers without awaiting
#include "fetch_urls.h"

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    async_block(5);
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request requests[n + 1];
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    return async_gather(calls, n, NULL);
}
