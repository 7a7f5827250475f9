/* Goal: a new task starts when you first give way, not when you make it. */
#include <async.h>
#include <stdio.h>

static void say(const char *line)
{
    printf("%s at %d ms\n", line, (int)async_time_ms());
}

static int boil(void *arg)
{
    say("kettle on");
    int err = async_sleep(50);
    if (!err)
        say("water hot");
    return err;
}

static int coffee(void *arg)
{
    // cut: coffee
    struct async_task *kettle = async_create_task(async_coro(boil, NULL));
    if (!kettle)
        return ASYNC_ENOMEM;
    say("kettle ordered");

    async_block(30); // grinding by hand
    say("beans ground");

    int err = async_await(kettle, NULL); // <-- look here
    async_task_release(kettle);
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(coffee, NULL), NULL) ? 1 : 0;
}
