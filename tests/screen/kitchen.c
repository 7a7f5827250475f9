/* What the live view is shown with in tests: tasks that wait, fail and are cancelled.
 *
 *   kitchen            cook waits for the cart, which buy holds while it sleeps
 *   kitchen deadlock   cook and buy each hold what the other waits for
 *   kitchen crowd      many tasks at the same two lines, some with wide names */
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
        async_task_release(tasks[i]);
    }
    return err;
}

static int peel(void *arg)
{
    const int *number = arg;
    int err = async_sleep(10 * (*number % 2));
    if (err)
        return err;
    printf("皮 %d\n", *number);
    return async_sleep(10);
}

static int crowd(void *arg)
{
    enum { CROWD = 12 };
    struct async_task *tasks[CROWD];
    int numbers[CROWD], err = 0;
    for (int i = 0; i < CROWD; i++) {
        numbers[i] = i;
        tasks[i] = async_create_task(async_coro(peel, &numbers[i]));
        if (i % 5 == 0)
            async_task_set_name(tasks[i], "料理人の見習い");
    }
    for (int i = 0; i < CROWD; i++) {
        err = err ? err : async_await(tasks[i], NULL);
        async_task_release(tasks[i]);
    }
    return err;
}

int main(int argc, char *argv[])
{
    const char *scene = argc > 1 ? argv[1] : "";
    void *is_deadlock = strcmp(scene, "deadlock") == 0 ? argv : NULL;
    async_lock_init(&cart);
    async_lock_init(&till);
    if (strcmp(scene, "crowd") == 0)
        return async_run(async_coro(crowd, NULL), NULL) ? 1 : 0;
    return async_run((async_coro)(kitchen, is_deadlock, "kitchen", ASYNC_HERE), NULL) ? 1 : 0;
}
