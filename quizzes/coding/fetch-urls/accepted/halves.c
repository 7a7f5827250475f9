// accepted: divide and conquer, one half in a task of its own and one inline
#include "fetch_urls.h"

struct part {
    const char *const *urls;
    struct page *pages;
    size_t n;
};

static int fetch_part(void *arg)
{
    struct part *part = arg;
    size_t half = part->n / 2;
    if (part->n == 0)
        return 0;
    if (part->n == 1) {
        part->pages->err = fetch(*part->urls, &part->pages->body);
        return part->pages->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
    }
    struct part left = { part->urls, part->pages, half };
    struct part right = { part->urls + half, part->pages + half, part->n - half };
    struct async_task *task = async_create_task(async_coro(fetch_part, &left));
    int err = fetch_part(&right);
    if (err)
        async_task_cancel(task, NULL);
    int left_err = async_await(task, NULL);
    async_task_release(task);
    return err ? err : left_err;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct part all = { urls, pages, n };
    return fetch_part(&all);
}
