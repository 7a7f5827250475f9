/* Goal: coroutines that wait one after another are no faster than blocking calls. */
#include <async.h>
#include <stdio.h>

static struct dish {
    const char *name;
    int ms;
} menu[] = { { "tea", 30 }, { "toast", 20 }, { "egg", 10 } };

static int make(void *arg)
{
    const struct dish *dish = arg;
    int err = async_sleep(dish->ms);
    printf("%s at %d ms\n", dish->name, (int)async_time_ms());
    return err;
}

static int breakfast(void *arg)
{
    struct async_coro *jobs[3];
    for (int i = 0; i < 3; i++)
        jobs[i] = async_coro(make, &menu[i]);
    int err = 0;
    for (int i = 0; i < 3; i++) {
        int failed = async_await(jobs[i], NULL); // <-- look here
        err = err ? err : failed;
    }
    return err;
}

int main(void)
{
    return async_run(async_coro(breakfast, NULL), NULL) ? 1 : 0;
}
