/* Goal: a condition says that something changed; whether it is enough you see for yourself. */
#include <async.h>
#include <stdio.h>

static struct async_condition returned;
static int tickets;

static struct guest {
    const char *name;
    int wants;
} guests[] = { { "Ann", 2 }, { "Bob", 1 } };

// cut: guest
static int guest(void *arg)
{
    const struct guest *self = arg;
    int err = async_condition_acquire(&returned);
    if (err)
        return err;
    while (!err && tickets < self->wants) {
        err = async_condition_wait(&returned); // <-- look here
        printf("%s: sees %d\n", self->name, tickets);
    }
    if (!err) {
        tickets -= self->wants;
        printf("%s: takes %d\n", self->name, self->wants);
    }
    async_condition_release(&returned);
    return err;
}
// end

static int desk(void *arg)
{
    for (int n = 0; n < 3; n++) {
        int err = async_sleep(10);
        if (err)
            return err;
        // cut: give
        err = async_condition_acquire(&returned);
        if (err)
            return err;
        tickets++;
        async_condition_notify_all(&returned);
        async_condition_release(&returned);
        // end
    }
    return 0;
}

static int box_office(void *arg)
{
    async_condition_init(&returned, NULL);
    struct async_coro *people[] = { async_coro(guest, &guests[0]),
                                    async_coro(guest, &guests[1]), async_coro(desk, NULL) };
    int err = async_gather(people, 3, NULL);
    async_condition_finish(&returned);
    return err;
}

int main(void)
{
    return async_run(async_coro(box_office, NULL), NULL) ? 1 : 0;
}
