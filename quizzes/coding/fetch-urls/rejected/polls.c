// rejected: blocked, runs: looks again and again, with a sleep of the C library between
#include "fetch_urls.h"

#include <unistd.h>

struct request {
    const char *url;
    struct page *page;
};

static struct request requests[1000];

static int fetch_page(void *arg)
{
    struct request *request = arg;
    request->page->err = fetch(request->url, &request->page->body);
    return 0;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_task *tasks[n + 1];
    for (size_t i = 0; i < n; i++) {
        requests[i] = (struct request){ urls[i], &pages[i] };
        tasks[i] = async_create_task(async_coro(fetch_page, &requests[i]));
    }
    for (size_t i = 0; i < n; i++) {
        while (!async_task_is_done(tasks[i]))
            usleep(1000);
        async_task_release(tasks[i]);
    }
    return 0;
}
