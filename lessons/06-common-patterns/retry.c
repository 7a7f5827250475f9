/* Goal: try again after a pause that doubles, and never retry a cancellation. */
#include <async.h>
#include <stdio.h>

static int calls;

static void say(const char *line)
{
    printf("%s at %d ms\n", line, (int)async_time_ms());
}

static int dial(void *arg)
{
    int err = async_sleep(10);
    if (err)
        return err;
    calls++;
    say(calls < 4 ? "engaged" : "connected");
    return calls < 4 ? -ECONNREFUSED : 0;
}

// cut: phone
static int phone(void *arg)
{
    int pause_ms = 20;
    for (int attempt = 1;; attempt++) {
        int err = dial(NULL);
        if (err != -ECONNREFUSED || attempt == 5)
            return err;
        err = async_sleep(pause_ms); // <-- look here
        if (err)
            return err;
        pause_ms *= 2;
    }
}
// end

static int read_paper(void *arg)
{
    for (int page = 1; page <= 2; page++) {
        int err = async_sleep(60);
        if (err)
            return err;
        say("page read");
    }
    return 0;
}

static int evening(void *arg)
{
    struct async_coro *all[] = { async_coro(phone, NULL), async_coro(read_paper, NULL) };
    return async_gather(all, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(evening, NULL), NULL) ? 1 : 0;
}
