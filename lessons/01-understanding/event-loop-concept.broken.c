/* Goal: the loop does not run beside your code: while that goes on, no timer fires. */
#include <async.h>
#include <stdio.h>

static void kettle(void *arg)
{
    printf("kettle boils at %d ms\n", (int)async_time_ms());
}

static struct async_handle boil;

static int morning(void *arg)
{
    int err = async_call_later(&boil, 10, kettle, NULL);
    if (err)
        return err;
    puts("reading the paper");
    async_block(200); // <-- look here
    puts("paper read");
    return async_sleep(30);
}

int main(void)
{
    return async_run(async_coro(morning, NULL), NULL) ? 1 : 0;
}
