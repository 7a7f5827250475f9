// accepted: a timer of our own that cancels us, and a count of who asked for it
#include "fetch_first.h"

struct alarm {
    struct async_handle handle;
    struct async_task *task;
    bool has_rung;
};

static void ring(void *arg)
{
    struct alarm *alarm = arg;
    alarm->has_rung = true;
    async_task_cancel(alarm->task, NULL);
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = ASYNC_ETIMEDOUT;
    for (size_t i = 0; i < n; i++) {
        struct alarm alarm = { .task = async_current_task() };
        err = async_call_later(&alarm.handle, limit_ms, ring, &alarm);
        if (err)
            return err;
        err = fetch(mirrors[i], ret_body);
        async_handle_cancel(&alarm.handle);
        if (alarm.has_rung && async_task_uncancel(alarm.task) == 0 && err == ASYNC_ECANCELED)
            err = ASYNC_ETIMEDOUT;
        if (!err || err == ASYNC_ECANCELED)
            return err;
    }
    return err;
}
