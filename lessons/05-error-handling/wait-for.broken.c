/* Goal: a limit of 50 ms does not cut off what blocks the loop. */
#include <async.h>
#include <stdio.h>

static int cook(void *arg)
{
    puts("cook: soup on");
    async_block(200); // <-- look here
    puts("cook: soup done");
    return async_sleep(0);
}

static int guest(void *arg)
{
    int err = async_wait_for(async_coro(cook, NULL), 50, NULL);
    if (err == ASYNC_ETIMEDOUT) {
        printf("guest: leaves at %d ms\n", (int)async_time_ms());
        err = 0;
    }
    return err;
}

int main(void)
{
    return async_run(async_coro(guest, NULL), NULL) ? 1 : 0;
}
