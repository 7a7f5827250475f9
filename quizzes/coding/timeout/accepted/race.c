// accepted: a race between the fetch and a sleep, and both are stopped
#include "fetch_first.h"

struct race {
    const char *url, *body;
    int64_t limit_ms;
    int err; /* of the fetch */
};

static int run_fetch(void *arg)
{
    struct race *race = arg;
    race->err = fetch(race->url, &race->body);
    return race->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

static int run_clock(void *arg)
{
    const struct race *race = arg;
    return async_sleep(race->limit_ms);
}

static void stop(struct async_task *task)
{
    while (!async_task_is_done(task)) {
        async_task_cancel(task, NULL);
        (void)!async_await(task, NULL);
    }
    async_task_release(task);
}

/* Who is done first is done before the other is cancelled. */
static int run(struct race *race)
{
    struct async_task *runner = async_create_task(async_coro(run_fetch, race));
    struct async_task *clock = async_create_task(async_coro(run_clock, race));
    struct async_future *both[] = { async_task_future(runner), async_task_future(clock) };
    int err = async_wait(both, 2, ASYNC_FIRST_COMPLETED, ASYNC_NO_TIMEOUT);
    bool is_in_time = async_task_is_done(runner);
    stop(runner);
    stop(clock);
    if (err)
        return err;
    return is_in_time ? race->err : ASYNC_ETIMEDOUT;
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    int err = 0;
    for (size_t i = 0; i < n; i++) {
        struct race race = { .url = mirrors[i], .limit_ms = limit_ms };
        err = run(&race);
        if (!err)
            *ret_body = race.body;
        if (!err || err == ASYNC_ECANCELED)
            break;
    }
    return err;
}
