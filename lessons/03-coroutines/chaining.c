/* Goal: a chain of awaits is a stack of waits in one task, not three tasks. */
#include <async.h>
#include <stdio.h>

// cut: chain
static int boil(void *arg)
{
    int err = async_sleep(30); // <-- look here
    return err ? err : async_return("hot water");
}

static int brew(void *arg)
{
    void *water;
    int err = async_await(async_coro(boil, NULL), &water);
    if (err)
        return err;
    printf("brew: has %s\n", (char *)water);
    err = async_sleep(20);
    return err ? err : async_return("tea");
}
// end

static int serve(void *arg)
{
    puts("serve: asks for tea");
    void *drink;
    int err = async_await(async_coro(brew, NULL), &drink);
    if (err)
        return err;
    printf("serve: has %s\n", (char *)drink);
    err = async_sleep(10);
    if (!err)
        puts("serve: back from the table");
    return err;
}

int main(void)
{
    return async_run(async_coro(serve, NULL), NULL) ? 1 : 0;
}
