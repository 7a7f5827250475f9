// rejected: deadlock, runs: counts on from the last time
#include "fetch_urls.h"

#include <stdlib.h>

static size_t done;

struct request {
    const char *url;
    struct page *page;
    size_t n;
    struct async_event *all_done;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    if (++done == request->n)
        async_event_set(request->all_done);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request *requests = calloc(n + 1, sizeof(*requests));
    struct async_event all_done;
    struct async_group group;
    if (!requests)
        return ASYNC_ENOMEM;
    async_event_init(&all_done);
    int err = async_group_enter(&group);
    for (size_t i = 0; i < n && !err; i++) {
        requests[i] = (struct request){ urls[i], &pages[i], n, &all_done };
        err = async_group_create_task(&group, async_coro(fetch_page, &requests[i]), NULL);
    }
    if (n && !err)
        err = async_event_wait(&all_done);
    err = async_group_exit(&group, err);
    free(requests);
    return err;
}
