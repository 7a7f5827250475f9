// rejected: leak, memory: the argument structs are never freed
#include "fetch_urls.h"

#include <stdlib.h>

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
    struct async_coro *calls[n + 1];
    for (size_t i = 0; i < n; i++) {
        struct request *request = malloc(sizeof(*request));
        if (!request)
            return ASYNC_ENOMEM;
        *request = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, request);
    }
    return async_gather(calls, n, NULL);
}
