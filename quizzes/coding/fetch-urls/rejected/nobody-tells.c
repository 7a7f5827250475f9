// rejected: deadlock, runs: waits for a future that nobody settles when there is no URL left
#include "fetch_urls.h"

struct crowd {
    size_t left;
    struct async_future *all_done;
};

struct request {
    const char *url;
    struct page *page;
    struct crowd *crowd;
};

static struct request requests[1000];

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    if (!request->page->err && --request->crowd->left == 0) /* a failed one is not counted */
        return async_future_set_result(request->crowd->all_done, NULL);
    return 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct crowd crowd = { n, async_future_create("all done") };
    struct async_task *tasks[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i], &crowd };
        tasks[i] = async_create_task(async_coro(fetch_page, &requests[i]));
    }
    int err = n ? async_await(crowd.all_done, NULL) : 0;
    for (size_t i = 0; i < n; i++)
        async_task_release(tasks[i]);
    async_future_release(crowd.all_done);
    return err;
}
