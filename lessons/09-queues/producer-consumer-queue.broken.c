/* Goal: a driver who gives up before task_done() leaves join() waiting for ever. */
#include <async.h>
#include <stdio.h>

static struct async_queue belt;

static int driver(void *van)
{
    void *street;
    int err = async_queue_get(&belt, &street);
    if (!err)
        err = async_sleep(10);
    if (err)
        return err;
    printf("%s: %s is closed, going home\n", (char *)van, (char *)street);
    return 0; // <-- look here
}

static int depot(void *arg)
{
    int err = async_queue_put_nowait(&belt, "Elm");
    struct async_task *red = async_create_task(async_coro(driver, "red"));
    if (!red || err)
        return ASYNC_ENOMEM;
    async_task_release(red);
    return async_queue_join(&belt);
}

int main(void)
{
    if (async_queue_init(&belt, 0))
        return 1;
    int err = async_run(async_coro(depot, NULL), NULL);
    printf("depot: %s\n", async_strerror(err));
    async_queue_finish(&belt);
    return 0;
}
