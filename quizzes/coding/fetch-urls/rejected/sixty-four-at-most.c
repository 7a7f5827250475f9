// rejected: wrong, each-once: an array that is long enough today
#include "fetch_urls.h"

enum { MAX_URLS = 64 };

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    struct page *page = request->page;
    page->err = fetch(request->url, &page->body);
    return page->err == ASYNC_ECANCELED ? page->err : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request requests[MAX_URLS];
    struct async_coro *calls[MAX_URLS];
    size_t count = n < MAX_URLS ? n : MAX_URLS;
    for (size_t i = 0; i < count; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    return async_gather(calls, count, NULL);
}
