// rejected: leak, finished: cancelled, it leaves a try running
#include "retry.h"

static int try_once(async_fn *operation, void *arg)
{
    struct async_task *task = async_create_task(async_coro(operation, arg));
    struct async_future *shield = async_shield(async_task_future(task), "shield");
    int err = async_await(shield, NULL);
    async_future_release(shield);
    async_task_release(task);
    return err;
}

static int sleep_until(int64_t when_ms)
{
    return async_sleep(when_ms - async_time_ms());
}

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = try_once(operation, arg);
    for (int left = tries - 1; left > 0 && is_temporary(err); left--) {
        err = sleep_until(async_time_ms() + pause_ms);
        if (err)
            break;
        pause_ms += pause_ms;
        err = try_once(operation, arg);
    }
    return err;
}
