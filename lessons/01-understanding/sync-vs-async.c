/* Goal: the same three jobs, one after another and then all at once. */
#include <async.h>
#include <stdio.h>

static struct dish {
    const char *name;
    int ms;
} menu[] = { { "tea", 30 }, { "toast", 20 }, { "egg", 10 } };

static int start;

// cut: cook
static int cook(void *arg)
{
    const struct dish *dish = arg;
    int err = async_sleep(dish->ms); // <-- look here
    if (err)
        return err;
    printf("async: %s at %d ms\n", dish->name, (int)async_time_ms() - start);
    return 0;
}
// end

static int breakfast(void *arg)
{
    // cut: sync
    for (int i = 0; i < 3; i++) {
        async_block(menu[i].ms);
        printf("sync: %s at %d ms\n", menu[i].name, (int)async_time_ms());
    }
    // end
    start = (int)async_time_ms();
    // cut: async
    struct async_coro *jobs[3];
    for (int i = 0; i < 3; i++)
        jobs[i] = async_coro(cook, &menu[i]);
    return async_gather(jobs, 3, NULL);
    // end
}

int main(void)
{
    return async_run(async_coro(breakfast, NULL), NULL) ? 1 : 0;
}
