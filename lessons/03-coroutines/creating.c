/* Goal: each call makes an object of its own, which waits for its turn to run. */
#include <async.h>
#include <stdio.h>

// cut: function
static int cook(void *arg)
{
    printf("%s: on the stove\n", (char *)arg);
    int err = async_sleep(10);
    if (!err)
        printf("%s: served\n", (char *)arg);
    return err;
}
// end

static int kitchen(void *arg)
{
    // cut: objects
    struct async_coro *soup = async_coro(cook, "soup");
    struct async_coro *cake = async_coro(cook, "cake");
    puts("two orders on the rail");

    struct async_coro *orders[] = { cake, soup };
    return async_gather(orders, 2, NULL); // <-- look here
    // end
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
