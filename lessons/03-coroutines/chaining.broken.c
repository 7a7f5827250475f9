/* Goal: a chain waits for one thing at a time, however asynchronous each of them is. */
#include <async.h>
#include <stdio.h>

static int boil(void *arg)
{
    return async_sleep(30);
}

static int bake(void *arg)
{
    return async_sleep(40);
}

static int serve(void *arg)
{
    struct async_coro *water = async_coro(boil, NULL);
    struct async_coro *cake = async_coro(bake, NULL);
    int err = async_await(water, NULL);
    if (!err)
        err = async_await(cake, NULL); // <-- look here
    printf("serve: tea and cake at %d ms\n", (int)async_time_ms());
    return err;
}

int main(void)
{
    return async_run(async_coro(serve, NULL), NULL) ? 1 : 0;
}
