/* Goal: work without a pause does not overlap: the loop has one thread. */
#include <async.h>
#include <stdio.h>

static int chop(void *arg)
{
    async_block(150); // <-- look here
    printf("%s chopped at %d ms\n", (char *)arg, (int)async_time_ms());
    return 0;
}

static int one_cook(void *arg)
{
    struct async_coro *boards[] = { async_coro(chop, "leek"), async_coro(chop, "kale") };
    return async_gather(boards, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(one_cook, NULL), NULL) ? 1 : 0;
}
