/* Goal: a full queue slows its producer down to the pace of the consumer. */
#include <async.h>
#include <stdio.h>

static struct async_queue belt;
static int64_t opened_ms;

// cut: packer
static int packer(void *arg)
{
    for (int i = 0; i < 6; i++) {
        int err = async_sleep(10);
        if (!err)
            err = async_queue_put(&belt, "parcel"); // <-- look here
        if (err)
            return err;
        int now = (int)(async_time_ms() - opened_ms);
        printf("%d ms %.*s\n", now, (int)async_queue_size(&belt), "######");
    }
    return 0;
}
// end

// cut: driver
static int driver(void *arg)
{
    int err = 0;
    for (int i = 0; i < 6 && !err; i++) {
        void *parcel;
        err = async_queue_get(&belt, &parcel);
        if (!err)
            err = async_sleep(45);
    }
    return err;
}
// end

static int day(size_t room)
{
    int err = async_queue_init(&belt, room);
    if (err)
        return err;
    opened_ms = async_time_ms();
    struct async_coro *staff[] = { async_coro(packer, NULL), async_coro(driver, NULL) };
    err = async_gather(staff, 2, NULL);
    async_queue_finish(&belt);
    return err;
}

static int depot(void *arg)
{
    puts("no limit");
    int err = day(0);
    puts("room for 2");
    return err ? err : day(2);
}

int main(void)
{
    return async_run(async_coro(depot, NULL), NULL) ? 1 : 0;
}
