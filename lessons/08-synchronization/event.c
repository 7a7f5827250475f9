/* Goal: an event is a door: open, it stays open; shut, one waits in front of it. */
#include <async.h>
#include <stdio.h>

static struct async_event doors;

static struct guest {
    const char *name;
    int comes_ms;
} guests[] = { { "Ann", 0 }, { "Bob", 20 }, { "Cy", 40 }, { "Dee", 60 } };

// cut: guest
static int guest(void *arg)
{
    const struct guest *self = arg;
    int err = async_sleep(self->comes_ms);
    if (!err)
        err = async_event_wait(&doors); // <-- look here
    if (!err)
        printf("%s: in at %d ms\n", self->name, (int)async_time_ms());
    return err;
}
// end

// cut: usher
static int usher(void *arg)
{
    int err = async_sleep(30);
    if (err)
        return err;
    async_event_set(&doors);
    err = async_sleep(20);
    if (err)
        return err;
    async_event_clear(&doors);
    err = async_sleep(50);
    if (err)
        return err;
    async_event_set(&doors);
    return 0;
}
// end

static int theatre(void *arg)
{
    async_event_init(&doors);
    struct async_coro *people[5] = { async_coro(usher, NULL) };
    for (int i = 0; i < 4; i++)
        people[i + 1] = async_coro(guest, &guests[i]);
    return async_gather(people, 5, NULL);
}

int main(void)
{
    return async_run(async_coro(theatre, NULL), NULL) ? 1 : 0;
}
