// rejected: leak, memory: coroutine objects are made, and nobody awaits them
#include "fetch_urls.h"

#include <stdlib.h>

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
    struct request *requests = calloc(n, sizeof(*requests));
    struct async_coro **calls = calloc(n, sizeof(struct async_coro *));
    int err = ASYNC_ENOMEM;
    if (n && (!requests || !calls))
        goto out;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    err = 0;
out:
    free(calls);
    free(requests);
    return err;
}
