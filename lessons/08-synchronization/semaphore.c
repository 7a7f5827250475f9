/* Goal: a semaphore lets so many in at once; who comes out lets the next one in. */
#include <async.h>
#include <stdio.h>

static struct async_semaphore desks;

static struct guest {
    const char *name;
    int ms;
} guests[] = { { "Ann", 30 }, { "Bob", 10 }, { "Cy", 10 }, { "Dee", 20 } };

static void say(const char *name, const char *what)
{
    printf("%s: %s at %d ms\n", name, what, (int)async_time_ms());
}

// cut: hand_in
static int hand_in(void *arg)
{
    const struct guest *guest = arg;
    int err = async_semaphore_acquire(&desks); // <-- look here
    if (err)
        return err;
    say(guest->name, "served");
    err = async_sleep(guest->ms);
    say(guest->name, "done");
    async_semaphore_release(&desks);
    return err;
}
// end

static int cloakroom(void *arg)
{
    async_semaphore_init(&desks, 2);
    struct async_coro *line[4];
    for (int i = 0; i < 4; i++)
        line[i] = async_coro(hand_in, &guests[i]);
    return async_gather(line, 4, NULL);
}

int main(void)
{
    return async_run(async_coro(cloakroom, NULL), NULL) ? 1 : 0;
}
