/* Goal: wait_for cancels what takes too long, and waits for its clean-up. */
#include <async.h>
#include <stdio.h>

static void say(const char *line)
{
    printf("%s at %d ms\n", line, (int)async_time_ms());
}

// cut: cook
static int cook(void *arg)
{
    say("cook: soup on");
    int err = async_sleep(80);
    if (err == ASYNC_ECANCELED) {
        int cleaned = async_sleep(10);
        say(cleaned ? "cook: interrupted" : "cook: stove off");
    }
    return err;
}
// end

static int guest(void *arg)
{
    // cut: guest
    int err = async_wait_for(async_coro(cook, NULL), 50, NULL);
    if (err == ASYNC_ETIMEDOUT) { // <-- look here
        say("guest: leaves");
        err = 0;
    }
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(guest, NULL), NULL) ? 1 : 0;
}
