/* Goal: the error of a task stays in the task until somebody asks for it. */
#include <async.h>
#include <stdio.h>

static void say(const char *line)
{
    printf("%s at %d ms\n", line, (int)async_time_ms());
}

// cut: bike
static int bike(void *arg)
{
    int err = async_sleep(10);
    if (err)
        return err;
    say("bike: flat tyre");
    return async_raise(ASYNC_EVALUE, "flat tyre");
}
// end

static int kitchen(void *arg)
{
    // cut: kitchen
    struct async_task *delivery = async_create_task(async_coro(bike, NULL));
    if (!delivery)
        return ASYNC_ENOMEM;
    int err = async_sleep(50);
    say("kitchen: tidied up");

    if (!err)
        err = async_await(delivery, NULL); // <-- look here
    if (err == ASYNC_EVALUE)
        say("kitchen: hears of the tyre");
    async_task_release(delivery);
    // end
    return err == ASYNC_EVALUE ? 0 : err;
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
