// rejected: slow, concurrent: pairs, one after the other
#include "fetch_urls.h"

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

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    int err = 0;
    for (size_t i = 0; i < n && !err; i += 2) {
        struct request requests[2];
        struct async_coro *calls[2];
        size_t count = n - i < 2 ? n - i : 2;
        for (size_t k = 0; k < count; k++) {
            requests[k] = (struct request){ urls[i + k], &pages[i + k] };
            calls[k] = async_coro(fetch_page, &requests[k]);
        }
        err = async_gather(calls, count, NULL);
    }
    return err;
}
