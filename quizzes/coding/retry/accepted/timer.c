// accepted: a pause is a future that a timer settles
#include "retry.h"

static void settle(void *future)
{
    (void)!async_future_set_result(future, NULL);
}

static int pause_for(int64_t ms)
{
    struct async_future over;
    struct async_handle timer;
    async_future_init(&over, "pause");
    int err = async_call_later(&timer, ms, settle, &over);
    if (!err)
        err = async_await(&over, NULL);
    async_handle_cancel(&timer);
    async_future_finish(&over);
    return err;
}

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = operation(arg);
    while (is_temporary(err) && --tries > 0) {
        int cancelled = pause_for(pause_ms);
        if (cancelled)
            return cancelled;
        pause_ms *= 2;
        err = operation(arg);
    }
    return err;
}
