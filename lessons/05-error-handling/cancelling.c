/* Goal: cancelling is a request; it lands in the await where the task is paused. */
#include <async.h>
#include <stdio.h>

// cut: painter
static int painter(void *arg)
{
    int err = 0;
    for (int wall = 1; wall <= 4 && !err; wall++) {
        err = async_sleep(10);
        if (!err)
            printf("painter: wall %d done\n", wall);
    }
    puts("painter: brush washed");
    return err;
}
// end

static int owner(void *arg)
{
    // cut: owner
    struct async_task *work = async_create_task(async_coro(painter, NULL));
    if (!work)
        return ASYNC_ENOMEM;
    int err = async_sleep(25);
    async_task_cancel(work, NULL); // <-- look here
    puts("owner: stop, please");

    if (!err)
        err = async_await(work, NULL);
    if (async_task_is_cancelled(work))
        puts("owner: work has stopped");
    async_task_release(work);
    // end
    return err == ASYNC_ECANCELED ? 0 : err;
}

int main(void)
{
    return async_run(async_coro(owner, NULL), NULL) ? 1 : 0;
}
