/* Goal: who handles every error handles the cancellation too, and cannot be stopped. */
#include <async.h>
#include <stdio.h>

static int cook(void *arg)
{
    for (int dish = 1; dish <= 3; dish++) {
        int err = async_sleep(20);
        if (err) // <-- look here
            puts("cook: something went wrong, never mind");
        printf("cook: dish %d at %d ms\n", dish, (int)async_time_ms());
    }
    return 0;
}

static int waiter(void *arg)
{
    struct async_task *task = async_create_task(async_coro(cook, NULL));
    if (!task)
        return ASYNC_ENOMEM;
    int err = async_sleep(30);
    puts("waiter: we are closing, stop");
    async_task_cancel(task, NULL);
    int ended = async_await(task, NULL);
    async_task_release(task);
    printf("waiter: the cook has ended at %d ms\n", (int)async_time_ms());
    return err ? err : ended;
}

int main(void)
{
    return async_run(async_coro(waiter, NULL), NULL) ? 1 : 0;
}
