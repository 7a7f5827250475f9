/* Goal: a loop that awaits each download is asynchronous, and fetches one at a time. */
#include <async.h>
#include <stdio.h>

static int delays_ms[] = { 30, 20, 40 };

static int fetch(void *arg)
{
    int err = async_sleep(*(int *)arg);
    printf("page at %d ms\n", (int)async_time_ms());
    return err;
}

static int crawl(void *arg)
{
    struct async_coro *pages[3];
    for (int i = 0; i < 3; i++)
        pages[i] = async_coro(fetch, &delays_ms[i]);
    int err = 0;
    for (int i = 0; i < 3; i++) {
        int failed = async_await(pages[i], NULL); // <-- look here
        err = err ? err : failed;
    }
    return err;
}

int main(void)
{
    return async_run(async_coro(crawl, NULL), NULL) ? 1 : 0;
}
