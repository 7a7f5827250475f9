// rejected: leak, finished: an alarm that nobody takes back
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

static void give_up(void *arg)
{
    async_task_cancel(arg, "too slow");
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct request *requests = calloc(n, sizeof(*requests));
    struct async_coro **calls = calloc(n, sizeof(struct async_coro *));
    static struct async_handle alarm;
    int err = ASYNC_ENOMEM;
    if (n && (!requests || !calls))
        goto out;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        calls[i] = async_coro(fetch_page, &requests[i]);
    }
    err = async_call_later(&alarm, 60000, give_up, async_current_task());
    if (!err)
        err = async_gather(calls, n, NULL);
out:
    free(calls);
    free(requests);
    return err;
}
