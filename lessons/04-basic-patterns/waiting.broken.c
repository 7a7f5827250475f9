/* Goal: the first to be done had failed, and nobody asked it. */
#include <async.h>
#include <stdio.h>

static int ask(void *arg)
{
    int err = async_sleep(*(int *)arg);
    if (err)
        return err;
    return *(int *)arg == 20 ? async_raise(ASYNC_EVALUE, "number not in use") : 0;
}

static int delays_ms[] = { 40, 20 };

static int customer(void *arg)
{
    struct async_future *calls[2];
    for (int i = 0; i < 2; i++) {
        struct async_task *call = async_create_task(async_coro(ask, &delays_ms[i]));
        if (!call)
            return ASYNC_ENOMEM;
        calls[i] = async_task_future(call);
    }
    int err = async_wait(calls, 2, ASYNC_FIRST_COMPLETED, ASYNC_NO_TIMEOUT); // <-- look here
    puts("customer: one has answered, so that is settled");
    async_future_cancel(calls[0], NULL);
    for (int i = 0; i < 2; i++)
        async_future_release(calls[i]);
    return err;
}

int main(void)
{
    return async_run(async_coro(customer, NULL), NULL) ? 1 : 0;
}
