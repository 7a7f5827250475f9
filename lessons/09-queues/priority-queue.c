/* Goal: a priority queue hands out what is most urgent among what is there now. */
#include <async.h>
#include <stdio.h>

static struct async_queue belt;

// cut: parcel
struct parcel {
    int urgency, number;
    const char *what;
};

static int compare(const void *a, const void *b)
{
    const struct parcel *x = a, *y = b;
    int order = x->urgency - y->urgency;
    return order ? order : x->number - y->number; // <-- look here
}
// end

static struct parcel parcels[] = {
    { 3, 1, "sofa" }, { 2, 2, "lamp" }, { 1, 3, "medicine" }, { 2, 4, "book" }
};

static int office(void *arg)
{
    int err = async_queue_put(&belt, &parcels[0]);
    if (!err)
        err = async_sleep(10);
    for (int i = 1; i < 4 && !err; i++)
        err = async_queue_put(&belt, &parcels[i]);
    return err;
}

// cut: driver
static int driver(void *arg)
{
    int err = 0;
    for (int i = 0; i < 4 && !err; i++) {
        void *parcel;
        err = async_queue_get(&belt, &parcel);
        if (!err)
            err = async_sleep(30);
        if (!err)
            printf("%s delivered\n", ((struct parcel *)parcel)->what);
    }
    return err;
}
// end

static int depot(void *arg)
{
    struct async_coro *staff[] = { async_coro(driver, NULL), async_coro(office, NULL) };
    return async_gather(staff, 2, NULL);
}

int main(void)
{
    if (async_priority_queue_init(&belt, 0, compare))
        return 1;
    int err = async_run(async_coro(depot, NULL), NULL);
    async_queue_finish(&belt);
    return err ? 1 : 0;
}
