/* Goal: await pauses one coroutine, lets the others run, and hands over a result. */
#include <async.h>
#include <stdio.h>

// cut: cook
static int preheat(void *arg)
{
    int err = async_sleep(50);
    return err ? err : async_return("180 C");
}

static int cook(void *arg)
{
    puts("cook: oven on");
    void *heat;
    int err = async_await(async_coro(preheat, NULL), &heat); // <-- look here
    if (!err)
        printf("cook: oven at %s\n", (char *)heat);
    return err;
}
// end

static int guest(void *arg)
{
    puts("guest: sits down");
    int err = async_sleep(20);
    if (!err)
        puts("guest: reads the menu");
    return err;
}

static int evening(void *arg)
{
    struct async_coro *people[] = { async_coro(cook, NULL), async_coro(guest, NULL) };
    return async_gather(people, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(evening, NULL), NULL) ? 1 : 0;
}
