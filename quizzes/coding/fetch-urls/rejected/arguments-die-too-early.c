// rejected: memory-error, memory-safe: the argument structs are freed before the tasks begin
#include "fetch_urls.h"

#include <stdlib.h>

struct request {
    const char *url;
    struct page *page;
};

static int fetch_page(void *arg)
{
    struct request request = *(struct request *)arg;
    request.page->err = fetch(request.url, &request.page->body);
    return request.page->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *tasks[n + 1];
    int err = 0;
    for (size_t i = 0; i < n; i++) {
        struct request *request = malloc(sizeof(*request));
        *request = (struct request){ urls[i], &pages[i] };
        tasks[i] = async_create_task(async_coro(fetch_page, request));
        free(request);
    }
    for (size_t i = 0; i < n && !err; i++)
        err = async_await(tasks[i], NULL);
    for (size_t i = 0; i < n; i++)
        async_task_release(tasks[i]);
    return err;
}
