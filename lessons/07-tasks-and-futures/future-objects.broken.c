/* Goal: a future that nobody settles keeps those who wait for it for ever. */
#include <async.h>
#include <stdio.h>

static struct async_future locker;

static int courier(void *arg)
{
    int err = async_sleep(30);
    puts("courier: has an accident");
    return err; // <-- look here
}

static int customer(void *arg)
{
    puts("customer: waits");
    return async_await(&locker, NULL);
}

static int street(void *arg)
{
    async_future_init(&locker, "locker");
    struct async_coro *people[] = { async_coro(courier, NULL), async_coro(customer, NULL) };
    int err = async_gather(people, 2, NULL);
    async_future_finish(&locker);
    return err;
}

int main(void)
{
    int err = async_run(async_coro(street, NULL), NULL);
    printf("street: %s\n", async_strerror(err));
    return 0;
}
