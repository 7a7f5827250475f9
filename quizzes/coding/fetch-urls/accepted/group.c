// accepted: a group; no task of it ever fails, but for a cancellation
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
    struct request *requests = calloc(n + 1, sizeof(*requests));
    struct async_group group;
    if (!requests)
        return ASYNC_ENOMEM;
    int err = async_group_enter(&group);
    for (size_t i = 0; i < n && !err; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        err = async_group_create_task(&group, async_coro(fetch_page, &requests[i]), NULL);
    }
    err = async_group_exit(&group, err);
    free(requests);
    return err;
}
