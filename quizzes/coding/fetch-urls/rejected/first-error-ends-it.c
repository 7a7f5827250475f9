// rejected: leak, finished: the first error ends the gather, and the others run on
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
    return request->page->err;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    return async_gather(calls, n, NULL);
}
