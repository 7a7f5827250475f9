/* Goal: what is awaited before gather() gets it has run by then, one after the other. */
#include <async.h>
#include <stdio.h>

static int news(void *arg)
{
    return async_sleep(30);
}

static int mail(void *arg)
{
    return async_sleep(20);
}

static int morning(void *arg)
{
    struct async_coro *first = async_coro(news, NULL), *second = async_coro(mail, NULL);
    int err = async_await(first, NULL);
    if (!err)
        err = async_await(second, NULL); // <-- look here
    printf("nothing is left for gather at %d ms\n", (int)async_time_ms());
    return err;
}

int main(void)
{
    return async_run(async_coro(morning, NULL), NULL) ? 1 : 0;
}
