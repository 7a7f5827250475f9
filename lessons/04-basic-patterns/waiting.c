/* Goal: ask three, take the first answer, call the others off. */
#include <async.h>
#include <stdio.h>

static struct shop {
    const char *name;
    int ms;
} shops[] = { { "Bonn", 40 }, { "Oslo", 20 }, { "Rome", 60 } };

static int ask(void *arg)
{
    const struct shop *shop = arg;
    int err = async_sleep(shop->ms);
    printf("%s: %s\n", shop->name, err ? "called off" : "has it");
    return err;
}

static int customer(void *arg)
{
    struct async_future *calls[3];
    for (int i = 0; i < 3; i++) {
        struct async_task *call = async_create_task(async_coro(ask, &shops[i]));
        if (!call)
            return ASYNC_ENOMEM;
        calls[i] = async_task_future(call);
    }
    // cut: wait
    int err = async_wait(calls, 3, ASYNC_FIRST_COMPLETED, ASYNC_NO_TIMEOUT);
    for (int i = 0; i < 3; i++) {
        async_future_cancel(calls[i], NULL); // <-- look here
        async_future_release(calls[i]);
    }
    // end
    puts("customer: that was quick");
    return err;
}

int main(void)
{
    return async_run(async_coro(customer, NULL), NULL) ? 1 : 0;
}
