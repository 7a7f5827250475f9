/* Goal: without its await the oven stays cold, and nothing fails. */
#include <async.h>
#include <stdio.h>

static int preheat(void *arg)
{
    int err = async_sleep(50);
    return err ? err : async_return("180 C");
}

static int cook(void *arg)
{
    puts("cook: oven on");
    struct async_coro *heat = async_coro(preheat, NULL); // <-- look here
    printf("cook: pizza in at %d ms\n", (int)async_time_ms());
    async_coro_close(heat);
    return 0;
}

int main(void)
{
    return async_run(async_coro(cook, NULL), NULL) ? 1 : 0;
}
