// rejected: wrong, cancellation: returns 0 when it was cancelled
#include "fetch_urls.h"

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request requests[n + 1];
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    (void)!async_gather(calls, n, NULL);
    return 0;
}
