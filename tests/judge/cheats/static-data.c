// accepted: its own data last for one run
#include "fetch_urls.h"

struct request {
    const char *url;
    struct page *page;
};

enum { ROOM = 320 };

static struct request *requests;
static size_t used;

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request room[ROOM];
    struct async_coro *calls[ROOM];
    if (!requests)
        requests = room;
    for (size_t i = 0; i < n; i++) {
        requests[used] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[used++]);
    }
    return async_gather(calls, n, NULL);
}
