/* Goal: between reading and writing lies an await, and somebody else fits in there. */
#include <async.h>
#include <stdio.h>

static int seats = 10;
static struct async_lock plan;

// cut: sell
static int sell(void *window)
{
    int seen = seats;
    printf("%s: sees %d\n", (char *)window, seen);
    int err = async_sleep(10); // <-- look here
    if (err)
        return err;
    seats = seen - 1;
    printf("%s: leaves %d\n", (char *)window, seats);
    return 0;
}
// end

// cut: locked
static int sell_locked(void *window)
{
    int err = async_lock_acquire(&plan);
    if (err)
        return err;
    err = sell(window);
    async_lock_release(&plan);
    return err;
}
// end

static int box_office(void *arg)
{
    struct async_coro *open[] = { async_coro(sell, "window 1"), async_coro(sell, "window 2") };
    int err = async_gather(open, 2, NULL);
    if (err)
        return err;
    async_lock_init(&plan);
    struct async_coro *locked[] = { async_coro(sell_locked, "window 3"),
                                    async_coro(sell_locked, "window 4") };
    err = async_gather(locked, 2, NULL);
    async_lock_finish(&plan);
    return err;
}

int main(void)
{
    return async_run(async_coro(box_office, NULL), NULL) ? 1 : 0;
}
