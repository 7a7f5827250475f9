/* Goal: a call of a coroutine function runs nothing yet; a plain call does. */
#include <async.h>
#include <stdio.h>

// cut: functions
static void slice_bread(void)
{
    puts("bread sliced");
}

static int make_tea(void *arg)
{
    puts("kettle on");
    int err = async_sleep(50);
    if (!err)
        puts("tea poured");
    return err;
}
// end

static int breakfast(void *arg)
{
    // cut: calls
    struct async_coro *tea = async_coro(make_tea, NULL); // <-- look here
    slice_bread();
    return async_await(tea, NULL);
    // end
}

int main(void)
{
    return async_run(async_coro(breakfast, NULL), NULL) ? 1 : 0;
}
