// accepted: a barrier for all; a cancellation after it comes too late to matter
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
    struct async_barrier *finish;
    struct async_task *task;
};

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return request->page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED
                                                 : async_barrier_wait(request->finish, NULL);
}

static void end_all(struct request requests[], size_t n, bool is_cancelled)
{
    for (size_t i = 0; i < n && is_cancelled; i++)
        async_task_cancel(requests[i].task, NULL);
    for (size_t i = 0; i < n; i++) {
        while (!async_task_is_done(requests[i].task))
            (void)!async_await(requests[i].task, NULL);
        async_task_release(requests[i].task);
    }
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_barrier finish;
    struct request *requests = calloc(n + 1, sizeof(*requests));
    int err = requests ? async_barrier_init(&finish, n + 1) : ASYNC_ENOMEM;
    if (err)
        return err;
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i], &finish, NULL };
        requests[i].task = async_create_task(async_coro(fetch_page, &requests[i]));
    }
    err = async_barrier_wait(&finish, NULL);
    end_all(requests, n, err);
    async_barrier_finish(&finish);
    free(requests);
    return err;
}
