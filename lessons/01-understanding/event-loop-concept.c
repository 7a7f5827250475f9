/* Goal: a loop with nothing but callbacks: watch what it does in each tick. */
#include <async.h>
#include <stdio.h>

static void phone(void *arg)
{
    puts("phone rings");
}

static void kettle(void *arg)
{
    puts("kettle boils");
}

static void toaster(void *arg)
{
    puts("toast pops up");
}

static struct async_handle toast, boil, ring;

static int morning(void *arg)
{
    // cut: schedule
    int err = async_call_later(&toast, 20, toaster, NULL);
    if (err)
        return err;
    err = async_call_later(&boil, 10, kettle, NULL);
    if (err)
        return err;
    async_call_soon(&ring, phone, NULL);
    puts("all set");
    // end
    return async_sleep(30); // <-- look here
}

int main(void)
{
    return async_run(async_coro(morning, NULL), NULL) ? 1 : 0;
}
