/* Goal: an error travels up the chain of awaits, and clean-up runs on its way. */
#include <async.h>
#include <stdio.h>

// cut: raise
static int find_eggs(void *arg)
{
    int err = async_sleep(20);
    return err ? err : async_raise(ASYNC_EVALUE, "no eggs left");
}
// end

// cut: cook
static int cook(void *arg)
{
    puts("cook: stove on");
    int err = async_await(async_coro(find_eggs, NULL), NULL);
    if (err)
        goto out; // <-- look here
    puts("cook: omelette ready");
out:
    puts("cook: stove off");
    return err;
}
// end

static int waiter(void *arg)
{
    // cut: waiter
    int err = async_await(async_coro(cook, NULL), NULL);
    if (err == ASYNC_EVALUE) {
        printf("waiter: sorry, %s\n", async_error_message(err));
        err = 0;
    }
    // end
    puts("waiter: next, please");
    return err;
}

int main(void)
{
    return async_run(async_coro(waiter, NULL), NULL) ? 1 : 0;
}
