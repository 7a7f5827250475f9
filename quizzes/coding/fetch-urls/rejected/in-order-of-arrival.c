// rejected: wrong, errors: fills the pages in the order in which answers come
#include "fetch_urls.h"

struct pile {
    struct page *pages;
    size_t filled;
};

struct request {
    const char *url;
    struct pile *pile;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    const char *body = NULL;
    int err = fetch(request->url, &body);
    if (err == ASYNC_ECANCELED)
        return err;
    request->pile->pages[request->pile->filled++] = (struct page){ err, body };
    return 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct pile pile = { pages, 0 };
    struct request requests[n + 1];
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pile };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    return async_gather(calls, n, NULL);
}
