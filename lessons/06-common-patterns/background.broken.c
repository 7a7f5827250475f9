/* Goal: what nobody holds and nobody awaits is cut off when the shop closes. */
#include <async.h>
#include <stdio.h>

static int deliver(void *arg)
{
    int err = async_sleep(60);
    puts(err ? "rose: left in the street" : "rose: delivered");
    return err;
}

static int shop(void *arg)
{
    async_task_release(async_create_task(async_coro(deliver, NULL))); // <-- look here
    int err = async_sleep(40);
    puts("shop: closed");
    return err;
}

int main(void)
{
    return async_run(async_coro(shop, NULL), NULL) ? 1 : 0;
}
