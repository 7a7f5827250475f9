/* Goal: the same trips with the van that is back longest, and with the one back last. */
#include <async.h>
#include <stdio.h>

static struct async_queue garage;
static int departures[] = { 0, 10, 20, 30, 40 };

// cut: trip
static int trip(void *departure)
{
    int err = async_sleep(*(int *)departure);
    if (err)
        return err;
    void *van;
    err = async_queue_get(&garage, &van); // <-- look here
    if (err)
        return err;
    printf("van %s\n", (char *)van);
    err = async_sleep(15);
    int full = async_queue_put_nowait(&garage, van);
    return err ? err : full;
}
// end

static int day(void)
{
    char *vans[] = { "A", "B", "C" };
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_queue_put_nowait(&garage, vans[i]);
    struct async_coro *trips[5];
    for (int i = 0; i < 5; i++)
        trips[i] = async_coro(trip, &departures[i]);
    int failed = async_gather(trips, 5, NULL);
    async_queue_finish(&garage);
    return err ? err : failed;
}

static int depot(void *arg)
{
    // cut: garages
    puts("Queue");
    int err = async_queue_init(&garage, 3);
    if (!err)
        err = day();
    puts("LifoQueue");
    if (!err)
        err = async_lifo_queue_init(&garage, 3);
    if (!err)
        err = day();
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(depot, NULL), NULL) ? 1 : 0;
}
