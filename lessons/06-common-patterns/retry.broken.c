/* Goal: who tries again after any error tries again after being cancelled. */
#include <async.h>
#include <stdio.h>

static int calls;

static int dial(void *arg)
{
    int err = async_sleep(10);
    if (err)
        return err;
    return ++calls < 3 ? -ECONNREFUSED : 0;
}

static int phone(void *arg)
{
    for (int attempt = 1; attempt <= 5; attempt++) {
        int err = dial(NULL);
        printf("attempt %d: %s\n", attempt, err ? async_error_name(err) : "connected");
        if (!err) // <-- look here
            return 0;
    }
    return -ECONNREFUSED;
}

static int evening(void *arg)
{
    struct async_task *call = async_create_task(async_coro(phone, NULL));
    if (!call)
        return ASYNC_ENOMEM;
    int err = async_sleep(15);
    puts("evening: hang up");
    async_task_cancel(call, NULL);
    int ended = async_await(call, NULL);
    async_task_release(call);
    return err ? err : ended;
}

int main(void)
{
    return async_run(async_coro(evening, NULL), NULL) ? 1 : 0;
}
