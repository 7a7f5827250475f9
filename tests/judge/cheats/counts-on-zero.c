// rejected: wrong, returned: memory that was not set is zero by luck only
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
};

struct batch {
    int err;
    struct request requests[];
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct batch *batch = malloc(sizeof(*batch) + n * sizeof(batch->requests[0]));
    struct async_coro *calls[n + 1];
    if (!batch)
        return ASYNC_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        batch->requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &batch->requests[i]);
    }
    int err = async_gather(calls, n, NULL);
    err = err ? err : batch->err;
    free(batch);
    return err;
}
