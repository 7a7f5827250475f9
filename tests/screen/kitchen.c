/* What the live view is shown with in tests: tasks that wait for each other, fail and are cancelled.
 *
 *   kitchen            cook waits for the cart, which buy holds while it sleeps
 *   kitchen deadlock   cook and buy each hold what the other waits for */
#include <stdio.h>
#include <string.h>

#include <async.h>

static struct async_lock cart, till;

static int buy(void *arg)
{
    int err = async_lock_acquire(&cart);
    if (!err)
        err = async_sleep(40);
    if (!err && arg)
        err = async_lock_acquire(&till);
    if (!err)
        puts("bought");
    return err ? err : async_lock_release(&cart);
}

static int cook(void *arg)
{
    int err = arg ? async_lock_acquire(&till) : 0;
    if (!err)
        err = async_sleep(10);
    if (!err)
        err = async_lock_acquire(&cart);
    if (!err)
        puts("cooked");
    return err ? err : async_lock_release(&cart);
}

static int burn(void *arg)
{
    int err = async_sleep(20);
    return err ? err : async_raise(ASYNC_EVALUE, "the cake is black");
}

static int idle(void *arg)
{
    return async_sleep(1000);
}

static int kitchen(void *arg)
{
    struct async_task *tasks[] = {
        async_create_task(async_coro(buy, arg)),
        async_create_task(async_coro(cook, arg)),
        async_create_task(async_coro(burn, NULL)),
        async_create_task(async_coro(idle, NULL)),
    };
    int err = async_sleep(30);
    async_task_cancel(tasks[3], NULL);
    for (int i = 0; i < 4; i++) {
        int ended = async_await(tasks[i], NULL);
        printf("%s: %d\n", async_task_coro_name(tasks[i]), ended);
    }
    return err;
}

int main(int argc, char *argv[])
{
    void *is_deadlock = argc > 1 && strcmp(argv[1], "deadlock") == 0 ? argv : NULL;
    async_lock_init(&cart);
    async_lock_init(&till);
    return async_run((async_coro)(kitchen, is_deadlock, "kitchen", ASYNC_HERE), NULL) ? 1 : 0;
}
