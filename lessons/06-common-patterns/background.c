/* Goal: work in the background is held, looked at when it ends, and waited for at closing. */
#include <async.h>
#include <stdio.h>

static struct parcel {
    const char *flower;
    int ms;
    struct async_callback home;
} parcels[] = { { .flower = "rose", .ms = 30 },
                { .flower = "lily", .ms = 10 },
                { .flower = "iris", .ms = 60 } };

static void say(const char *who, const char *what)
{
    printf("%s: %s at %d ms\n", who, what, (int)async_time_ms());
}

static int deliver(void *arg)
{
    const struct parcel *parcel = arg;
    int err = async_sleep(parcel->ms);
    if (!err && parcel == &parcels[1])
        err = async_raise(ASYNC_EVALUE, "no such street");
    if (!err)
        say(parcel->flower, "delivered");
    return err;
}

// cut: home
static void come_home(struct async_future *task, void *arg)
{
    int err = async_future_result(task, NULL); // <-- look here
    if (err && err != ASYNC_ECANCELED)
        say("shop", async_error_message(err));
}
// end

static int shop(void *arg)
{
    struct async_future *tasks[3];
    for (int i = 0; i < 3; i++) {
        struct parcel *parcel = &parcels[i];
        // cut: start
        struct async_task *task = async_create_task(async_coro(deliver, parcel));
        if (!task)
            return ASYNC_ENOMEM;
        tasks[i] = async_task_future(task);
        async_future_add_done_callback(tasks[i], &parcel->home, come_home, NULL);
        // end
    }
    int err = async_sleep(40);
    say("shop", "lights out");
    // cut: close
    if (!err)
        err = async_wait(tasks, 3, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
    for (int i = 0; i < 3; i++)
        async_future_release(tasks[i]);
    // end
    say("shop", "closed");
    return err;
}

int main(void)
{
    return async_run(async_coro(shop, NULL), NULL) ? 1 : 0;
}
