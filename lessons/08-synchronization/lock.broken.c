/* Goal: who holds the lock while he waits for something slow lets everybody wait for it. */
#include <async.h>
#include <stdio.h>

static int seats = 10;
static struct async_lock plan;

static int pay_by_card(void)
{
    return async_sleep(150);
}

static int sell(void *window)
{
    int err = async_lock_acquire(&plan);
    if (err)
        return err;
    seats--;
    err = pay_by_card(); // <-- look here
    async_lock_release(&plan);
    printf("%s: sold at %d ms, %d left\n", (char *)window, (int)async_time_ms(), seats);
    return err;
}

static int box_office(void *arg)
{
    async_lock_init(&plan);
    struct async_coro *windows[] = { async_coro(sell, "window 1"), async_coro(sell, "window 2"),
                                     async_coro(sell, "window 3") };
    int err = async_gather(windows, 3, NULL);
    async_lock_finish(&plan);
    return err;
}

int main(void)
{
    return async_run(async_coro(box_office, NULL), NULL) ? 1 : 0;
}
