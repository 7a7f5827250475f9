/* Goal: a painter who tidies up and does not say that he was stopped. */
#include <async.h>
#include <stdio.h>

static int painter(void *arg)
{
    int err = async_sleep(30);
    if (err == ASYNC_ECANCELED) {
        puts("painter: brush washed");
        return 0; // <-- look here
    }
    return err;
}

static int owner(void *arg)
{
    struct async_task *work = async_create_task(async_coro(painter, NULL));
    if (!work)
        return ASYNC_ENOMEM;
    int err = async_sleep(10);
    puts("owner: stop, please");
    async_task_cancel(work, NULL);
    int ended = async_await(work, NULL);
    async_task_release(work);
    puts(ended == ASYNC_ECANCELED ? "owner: work has stopped" : "owner: the wall is painted!");
    return err;
}

int main(void)
{
    return async_run(async_coro(owner, NULL), NULL) ? 1 : 0;
}
