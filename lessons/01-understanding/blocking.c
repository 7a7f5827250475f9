/* Goal: see what one blocking call does to everybody else on the loop. */
#include <async.h>
#include <stdio.h>

static void say(const char *line)
{
    printf("%s at %d ms\n", line, (int)async_time_ms());
}

static int waiter(void *arg)
{
    int err = 0;
    for (int round = 0; round < 4 && !err; round++) {
        say("waiter");
        err = async_sleep(100);
    }
    return err;
}

// cut: cook
static int cook(void *arg)
{
    int err = async_sleep(250);
    if (err)
        return err;
    say("soup simmered");
    async_block(250); // <-- look here
    say("soup blended");
    return 0;
}
// end

static int kitchen(void *arg)
{
    struct async_coro *staff[] = { async_coro(waiter, NULL), async_coro(cook, NULL) };
    return async_gather(staff, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
