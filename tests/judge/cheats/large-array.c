// rejected: crash, runs: an array larger than the stack and the guard below it
#include "fetch_urls.h"

static int wait(void *arg)
{
    return async_sleep(10);
}

static int take_room(void *arg)
{
    volatile char room[200000];
    room[0] = 'x';
    return async_sleep(10) + room[0] - 'x';
}

/* Below the last one's stack lie those of the others, in which it would write. */
int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_coro *calls[] = { async_coro(wait, NULL), async_coro(wait, NULL),
                                   async_coro(wait, NULL), async_coro(wait, NULL),
                                   async_coro(take_room, NULL) };
    return async_gather(calls, 5, NULL);
}
