/* Goal: one cook, two pots: the waits overlap, the work of the hands does not. */
#include <async.h>
#include <stdio.h>

static void say(const char *dish, const char *what)
{
    printf("%s %s at %d ms\n", dish, what, (int)async_time_ms());
}

// cut: dish
static int dish(void *arg)
{
    async_block(30); // hands: chopping
    say(arg, "chopped");

    int err = async_sleep(100); // <-- look here
    if (err)
        return err;
    say(arg, "simmered");
    return 0;
}
// end

static int one_cook(void *arg)
{
    // cut: cook
    struct async_coro *pots[] = {
        async_coro(dish, "soup"),
        async_coro(dish, "stew"),
    };
    return async_gather(pots, 2, NULL);
    // end
}

int main(void)
{
    return async_run(async_coro(one_cook, NULL), NULL) ? 1 : 0;
}
