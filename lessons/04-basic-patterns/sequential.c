/* Goal: one await after another: in order, and the times add up. */
#include <async.h>
#include <stdio.h>

static struct job {
    const char *name;
    int ms;
} cake[] = { { "mix", 10 }, { "bake", 40 }, { "wash up", 15 }, { "ice", 20 } };

static void say_done(const char *name)
{
    printf("%s: done at %d ms\n", name, (int)async_time_ms());
}

// cut: job
static int do_job(void *arg)
{
    const struct job *job = arg;
    int err = async_sleep(job->ms);
    if (!err)
        say_done(job->name);
    return err;
}
// end

static int afternoon(void *arg)
{
    // cut: loop
    for (int i = 0; i < 4; i++) {
        int err = do_job(&cake[i]); // <-- look here
        if (err)
            return err;
    }
    return 0;
    // end
}

int main(void)
{
    return async_run(async_coro(afternoon, NULL), NULL) ? 1 : 0;
}
