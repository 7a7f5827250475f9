/* Goal: two sleeps at the same time end in the order of their length. */
#include <async.h>
#include <stdio.h>

static int slow(void *arg)
{
    int err = async_sleep(20);
    if (!err)
        printf("slow at %lld\n", (long long)async_time_ms());
    return err;
}

static int fast(void *arg)
{
    int err = async_sleep(10);
    if (!err)
        printf("fast at %lld\n", (long long)async_time_ms());
    return err;
}

static int both(void *arg)
{
    // cut: both
    struct async_task *a = async_create_task(async_coro(slow, NULL));
    int err = async_await(async_coro(fast, NULL), NULL); // <-- look here
    if (!err)
        err = async_await(a, NULL);
    // end
    async_task_release(a);
    return err;
}

int main(void)
{
    return async_run(async_coro(both, NULL), NULL) ? 1 : 0;
}
