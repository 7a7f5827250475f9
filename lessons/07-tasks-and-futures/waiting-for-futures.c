/* Goal: three people wait for the same boats, and each of them for something else. */
#include <async.h>
#include <stdio.h>

static struct crew {
    int ms;
    bool sinks;
} crews[] = { { 40, false }, { 20, true }, { 10, false } };

static struct async_future *boats[3];

// cut: row
static int row(void *arg)
{
    const struct crew *crew = arg;
    int err = async_sleep(crew->ms);
    if (!err && crew->sinks)
        err = async_raise(ASYNC_EVALUE, "sunk");
    return err;
}
// end

// cut: watch
static struct post {
    const char *name;
    enum async_return_when when;
} posts[] = {
    { "harbour closes", ASYNC_ALL_COMPLETED },
    { "lifeboat starts", ASYNC_FIRST_EXCEPTION }, // <-- look here
    { "judge waves", ASYNC_FIRST_COMPLETED },
};

static int watch(void *arg)
{
    const struct post *post = arg;
    int err = async_wait(boats, 3, post->when, ASYNC_NO_TIMEOUT);
    if (!err)
        printf("%s at %d ms\n", post->name, (int)async_time_ms());
    return err;
}
// end

static int regatta(void *arg)
{
    for (int i = 0; i < 3; i++) {
        struct async_task *boat = async_create_task(async_coro(row, &crews[i]));
        if (!boat)
            return ASYNC_ENOMEM;
        boats[i] = async_task_future(boat);
    }
    struct async_coro *people[3];
    for (int i = 0; i < 3; i++)
        people[i] = async_coro(watch, &posts[i]);
    int err = async_gather(people, 3, NULL);
    for (int i = 0; i < 3; i++)
        async_future_release(boats[i]);
    return err;
}

int main(void)
{
    return async_run(async_coro(regatta, NULL), NULL) ? 1 : 0;
}
