/* Goal: an object that nobody awaits never runs, and the runtime says so. */
#include <async.h>
#include <stdio.h>

static int cook(void *arg)
{
    printf("%s: on the stove\n", (char *)arg);
    int err = async_sleep(10);
    if (!err)
        printf("%s: served\n", (char *)arg);
    return err;
}

static int kitchen(void *arg)
{
    // cut: objects
    struct async_coro *tea = async_coro(cook, "tea");
    struct async_coro *soup = async_coro(cook, "soup");
    puts("two orders written");

    int err = async_await(soup, NULL);
    async_coro_close(tea); // <-- look here
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
