/* Goal: the same three waits one after another, with three threads, and on one loop. */
#include <async.h>
#include <stdio.h>

static struct dish {
    const char *name;
    int ms;
} menu[] = { { "tea", 30 }, { "toast", 20 }, { "egg", 10 } };
static int64_t start_ms;

static void say(const char *way, const struct dish *dish)
{
    printf("%s: %s at %d ms\n", way, dish->name, (int)(async_time_ms() - start_ms));
}

// cut: thread
static int stand_by(void *dish, void **ret_result)
{
    async_block(((struct dish *)dish)->ms);
    return 0;
}

static int in_thread(void *dish)
{
    int err = async_to_thread(stand_by, dish, NULL);
    if (!err)
        say("threads", dish);
    return err;
}
// end

// cut: loop
static int on_loop(void *dish)
{
    int err = async_sleep(((struct dish *)dish)->ms); // <-- look here
    if (!err)
        say("loop", dish);
    return err;
}
// end

static int breakfast(void *arg)
{
    // cut: row
    for (int i = 0; i < 3; i++) {
        async_block(menu[i].ms);
        say("in a row", &menu[i]);
    }
    // end
    struct async_coro *jobs[3];
    start_ms = async_time_ms();
    for (int i = 0; i < 3; i++)
        jobs[i] = async_coro(in_thread, &menu[i]);
    int err = async_gather(jobs, 3, NULL);
    if (err)
        return err;
    start_ms = async_time_ms();
    for (int i = 0; i < 3; i++)
        jobs[i] = async_coro(on_loop, &menu[i]);
    return async_gather(jobs, 3, NULL);
}

int main(void)
{
    return async_run(async_coro(breakfast, NULL), NULL) ? 1 : 0;
}
