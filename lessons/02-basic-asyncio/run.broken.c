/* Goal: a second run inside the first is refused, and its coroutine never runs. */
#include <async.h>
#include <stdio.h>

static int radio(void *arg)
{
    puts("radio: on");
    return async_sleep(50);
}

static int dinner(void *arg)
{
    int err = async_run(async_coro(radio, NULL), NULL); // <-- look here
    printf("dinner: no music: %s\n", async_error_message(err));
    return 0;
}

int main(void)
{
    return async_run(async_coro(dinner, NULL), NULL) ? 1 : 0;
}
