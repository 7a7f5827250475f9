/* Goal: the ready queue is a fair line: one turn each, then back to its end. */
#include <async.h>
#include <stdio.h>

// cut: cook
static int cook(void *arg)
{
    for (int turn = 1; turn <= 3; turn++) {
        printf("%s: turn %d\n", (char *)arg, turn);
        int err = async_sleep(0); // <-- look here
        if (err)
            return err;
    }
    return 0;
}
// end

static int kitchen(void *arg)
{
    // cut: start
    struct async_coro *cooks[] = {
        async_coro(cook, "Ada"),
        async_coro(cook, "Bo"),
    };
    int err = async_gather(cooks, 2, NULL);
    // end
    if (!err)
        puts("kitchen closes");
    return err;
}

int main(void)
{
    return async_run(async_coro(kitchen, NULL), NULL) ? 1 : 0;
}
