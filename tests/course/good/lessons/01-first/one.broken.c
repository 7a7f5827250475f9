/* Goal: an object that nobody awaits. */
#include <async.h>
#include <stdio.h>

static int nap(void *arg)
{
    return async_sleep(10);
}

static int forget(void *arg)
{
    async_coro_close(async_coro(nap, NULL)); // <-- look here
    return 0;
}

int main(void)
{
    return async_run(async_coro(forget, NULL), NULL) ? 1 : 0;
}
