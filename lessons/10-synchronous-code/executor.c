/* Goal: the same blocking call, on the loop and in a thread: what becomes of the lamp? */
#include <async.h>
#include <stdio.h>

static int64_t dusk_ms;

static void say(const char *what)
{
    printf("%s at %d ms\n", what, (int)(async_time_ms() - dusk_ms));
}

static int lamp(void *arg)
{
    int err = 0;
    for (int i = 0; i < 4 && !err; i++) {
        say("lamp");
        err = async_sleep(20);
    }
    return err;
}

// cut: read
static int read_log(void *arg, void **ret_result)
{
    async_block(50); // an old disk
    return 0;
}
// end

// cut: keepers
static int on_the_loop(void *arg)
{
    int err = read_log(arg, NULL);
    say("log read");
    return err;
}

static int in_a_thread(void *arg)
{
    struct async_future *job;
    job = async_run_in_executor(NULL, read_log, NULL); // <-- look here
    if (!job)
        return ASYNC_ENOMEM;
    int err = async_await(job, NULL);
    say("log read");
    async_future_release(job);
    return err;
}
// end

static int lighthouse(void *arg)
{
    struct async_coro *first[] = { async_coro(lamp, NULL), async_coro(on_the_loop, NULL) };
    int err = async_gather(first, 2, NULL);
    puts("second night");
    dusk_ms = async_time_ms();
    struct async_coro *second[] = { async_coro(lamp, NULL), async_coro(in_a_thread, NULL) };
    return err ? err : async_gather(second, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(lighthouse, NULL), NULL) ? 1 : 0;
}
