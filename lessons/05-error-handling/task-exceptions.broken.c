/* Goal: a task that nobody looks at again dies, and the program runs on without it. */
#include <async.h>
#include <stdio.h>

static int bike(void *arg)
{
    int err = async_sleep(10);
    return err ? err : async_raise(ASYNC_EVALUE, "flat tyre");
}

static int kitchen(void *arg)
{
    struct async_task *delivery = async_create_task(async_coro(bike, NULL));
    if (!delivery)
        return ASYNC_ENOMEM;
    async_task_release(delivery); // <-- look here
    int err = async_sleep(50);
    puts("kitchen: all meals are on their way");
    return err;
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
