/* Goal: two loops, each at its own pace, with a queue between them. */
#include <async.h>
#include <stdio.h>

static struct async_queue rack;
static char *dishes[] = { "cup", "bowl", "pan", "pot" };

// cut: washer
static int washer(void *arg)
{
    int err = 0;
    for (int i = 0; i < 4 && !err; i++) {
        err = async_sleep(10);
        if (!err)
            err = async_queue_put(&rack, dishes[i]);
    }
    return err ? err : async_queue_put(&rack, NULL); // that was all
}
// end

// cut: dryer
static int dryer(void *arg)
{
    for (;;) {
        void *dish;
        int err = async_queue_get(&rack, &dish); // <-- look here
        if (err || !dish)
            return err;
        err = async_sleep(25);
        if (err)
            return err;
        printf("%s dry at %d ms\n", (char *)dish, (int)async_time_ms());
    }
}
// end

static int kitchen(void *arg)
{
    struct async_coro *hands[] = { async_coro(washer, NULL), async_coro(dryer, NULL) };
    return async_gather(hands, 2, NULL);
}

int main(void)
{
    if (async_queue_init(&rack, 2))
        return 1;
    int err = async_run(async_coro(kitchen, NULL), NULL);
    async_queue_finish(&rack);
    return err ? 1 : 0;
}
