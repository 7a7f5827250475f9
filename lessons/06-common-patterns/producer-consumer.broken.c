/* Goal: without a limit the faster side never waits, and the rack fills all day. */
#include <async.h>
#include <stdio.h>

static struct async_queue rack;

static int washer(void *arg)
{
    int err = 0;
    for (int i = 0; i < 40 && !err; i++) {
        err = async_sleep(10);
        if (!err)
            err = async_queue_put(&rack, "plate");
    }
    printf("washer: done at %d ms\n", (int)async_time_ms());
    return err ? err : async_queue_put(&rack, NULL); // that was all
}

static int dryer(void *arg)
{
    for (;;) {
        void *dish;
        int err = async_queue_get(&rack, &dish);
        if (!err && dish)
            err = async_sleep(25);
        if (err || !dish) {
            printf("dryer: done at %d ms\n", (int)async_time_ms());
            return err;
        }
    }
}

static int kitchen(void *arg)
{
    struct async_coro *hands[] = { async_coro(washer, NULL), async_coro(dryer, NULL) };
    return async_gather(hands, 2, NULL);
}

int main(void)
{
    if (async_queue_init(&rack, 0)) // <-- look here
        return 1;
    int err = async_run(async_coro(kitchen, NULL), NULL);
    async_queue_finish(&rack);
    return err ? 1 : 0;
}
