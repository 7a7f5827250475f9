/* Goal: await starts a coroutine now; a task starts it in the next tick. */
#include <async.h>
#include <stdio.h>

static int cook(void *arg)
{
    printf("%s: begins\n", (char *)arg);
    int err = async_sleep(10);
    if (!err)
        printf("%s: done\n", (char *)arg);
    return err;
}

static int kitchen(void *arg)
{
    // cut: calls
    struct async_task *tea = async_create_task(async_coro(cook, "tea"));
    if (!tea)
        return ASYNC_ENOMEM;
    puts("kitchen: tea is a task");

    int err = cook("soup"); // <-- look here
    if (!err)
        err = async_await(tea, NULL);
    async_task_release(tea);
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
