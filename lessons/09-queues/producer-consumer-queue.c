/* Goal: join waits for what has been done, not for what has been taken out. */
#include <async.h>
#include <stdio.h>

static struct async_queue belt;
static struct parcel {
    char *street;
    int ms;
} parcels[] = { { "Elm", 30 }, { "Oak", 10 }, { "Ash", 10 }, { "Fir", 20 } };

// cut: driver
static int driver(void *van)
{
    int err = 0;
    while (!err) {
        void *item;
        err = async_queue_get(&belt, &item);
        if (err)
            break;
        struct parcel *parcel = item;
        size_t left = async_queue_size(&belt);
        printf("%s: %s, %zu left\n", (char *)van, parcel->street, left);
        err = async_sleep(parcel->ms);
        async_queue_task_done(&belt);
    }
    printf("%s: home\n", (char *)van);
    return err;
}
// end

static int depot(void *arg)
{
    int err = 0;
    for (int i = 0; i < 4 && !err; i++)
        err = async_queue_put_nowait(&belt, &parcels[i]);
    struct async_task *red = async_create_task(async_coro(driver, "red"));
    struct async_task *blue = async_create_task(async_coro(driver, "blue"));
    if (!red || !blue)
        err = ASYNC_ENOMEM;
    if (err)
        goto out;
    // cut: depot
    err = async_queue_join(&belt); // <-- look here
    printf("depot: all delivered at %d ms\n", (int)async_time_ms());
    async_task_cancel(red, NULL);
    async_task_cancel(blue, NULL);
    // end
out:
    async_task_release(red);
    async_task_release(blue);
    return err;
}

int main(void)
{
    if (async_queue_init(&belt, 0))
        return 1;
    int err = async_run(async_coro(depot, NULL), NULL);
    async_queue_finish(&belt);
    return err ? 1 : 0;
}
