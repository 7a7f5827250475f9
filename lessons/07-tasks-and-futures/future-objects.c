/* Goal: somebody else settles a future; who waits for it runs later, from the ready queue. */
#include <async.h>
#include <stdio.h>

static struct async_future locker;
static struct async_callback wire;

// cut: courier
static int courier(void *arg)
{
    int err = async_sleep(30);
    if (err)
        return err;
    puts("courier: puts it in");
    err = async_future_set_result(&locker, "shoes"); // <-- look here
    puts("courier: drives on");
    return err;
}
// end

// cut: customer
static int customer(void *arg)
{
    puts("customer: waits");
    void *parcel;
    int err = async_await(&locker, &parcel);
    if (!err)
        printf("customer: has %s\n", (char *)parcel);
    return err;
}
// end

static void lamp(struct async_future *future, void *arg)
{
    puts("lamp: on");
}

static int street(void *arg)
{
    // cut: street
    async_future_init(&locker, "locker");
    async_future_add_done_callback(&locker, &wire, lamp, NULL);
    struct async_coro *people[] = {
        async_coro(courier, NULL),
        async_coro(customer, NULL),
    };
    int err = async_gather(people, 2, NULL);
    // end
    async_future_finish(&locker);
    return err;
}

int main(void)
{
    return async_run(async_coro(street, NULL), NULL) ? 1 : 0;
}
