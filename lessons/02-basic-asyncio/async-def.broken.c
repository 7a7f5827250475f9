/* Goal: one caller did not notice that the function is a coroutine now: nothing happens. */
#include <async.h>
#include <stdio.h>

static int make_tea(void *arg)
{
    puts("kettle on");
    return async_sleep(50);
}

static int breakfast(void *arg)
{
    struct async_coro *tea = async_coro(make_tea, NULL);
    puts("bread sliced");
    async_coro_close(tea); // <-- look here
    puts("breakfast is ready");
    return 0;
}

int main(void)
{
    return async_run(async_coro(breakfast, NULL), NULL) ? 1 : 0;
}
