/* Goal: async_run() lasts as long as its main coroutine, and gives back its result. */
#include <async.h>
#include <stdio.h>

static int radio(void *arg)
{
    puts("radio: on, for 500 ms");
    int err = async_sleep(500);
    puts(err ? "radio: cut off" : "radio: end of show");
    return err;
}

// cut: main
static int dinner(void *arg)
{
    struct async_task *music;
    music = async_create_task(async_coro(radio, NULL));
    if (!music)
        return ASYNC_ENOMEM;
    int err = async_sleep(100);
    async_task_release(music);
    if (err)
        return err;
    puts("dinner: eaten");
    return async_return("4 empty plates");
}
// end

// cut: run
int main(void)
{
    void *result;
    if (async_run(async_coro(dinner, NULL), &result)) // <-- look here
        return 1;
    printf("run returned: %s\n", (char *)result);
    return 0;
}
// end
