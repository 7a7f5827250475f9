// accepted: done-callbacks count down, and the last one settles a future
#include "fetch_urls.h"

#include <stdlib.h>

struct batch {
    size_t left;
    struct async_future all;
};

struct request {
    const char *url;
    struct page *page;
    struct async_task *task;
    struct async_callback done;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

static void count_down(struct async_future *future, void *arg)
{
    struct batch *batch = arg;
    if (--batch->left == 0 && !async_future_is_done(&batch->all))
        (void)!async_future_set_result(&batch->all, NULL);
}

static void start(struct request *request, struct batch *batch)
{
    request->task = async_create_task(async_coro(fetch_page, request));
    async_future_add_done_callback(async_task_future(request->task), &request->done, count_down,
                                   batch);
}

/* The callbacks use our memory, so they have to be over before we are. */
static void stop(struct request requests[], size_t n, struct batch *batch)
{
    for (size_t i = 0; i < n; i++)
        async_task_cancel(requests[i].task, NULL);
    while (batch->left)
        (void)!async_sleep(0);
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct batch batch = { .left = n };
    struct request *requests = calloc(n + 1, sizeof(*requests));
    if (!requests)
        return ASYNC_ENOMEM;
    async_future_init(&batch.all, "all");
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ .url = urls[i], .page = &pages[i] };
        start(&requests[i], &batch);
    }
    int err = n ? async_await(&batch.all, NULL) : 0;
    if (err)
        stop(requests, n, &batch);
    for (size_t i = 0; i < n; i++)
        async_task_release(requests[i].task);
    async_future_finish(&batch.all);
    free(requests);
    return err;
}
