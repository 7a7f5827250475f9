/* Goal: a permit given back at the end limits how many at once; one second later, how often. */
#include <async.h>
#include <stdio.h>

static struct async_semaphore room, door;

static struct visitor {
    const char *name;
    struct async_handle timer;
} visitors[] = { { .name = "Ada" }, { .name = "Ben" }, { .name = "Cleo" }, { .name = "Dan" } };

static void say(const char *where, const struct visitor *visitor)
{
    printf("%s: %s at %d ms\n", where, visitor->name, (int)async_time_ms());
}

// cut: room
static int visit_room(void *arg)
{
    int err = async_semaphore_acquire(&room);
    if (err)
        return err;
    say("room", arg);
    err = async_sleep(200);
    async_semaphore_release(&room); // <-- look here
    return err;
}
// end

static void open_door(void *arg)
{
    async_semaphore_release(&door);
}

// cut: door
static int pass_door(void *arg)
{
    struct visitor *visitor = arg;
    int err = async_semaphore_acquire(&door);
    if (!err)
        err = async_call_later(&visitor->timer, 1000, open_door, NULL);
    if (err)
        return err;
    say("door", visitor);
    return async_sleep(200);
}
// end

static int museum(void *arg)
{
    async_semaphore_init(&room, 2);
    async_semaphore_init(&door, 2);
    struct async_coro *calls[8];
    for (int i = 0; i < 4; i++) {
        calls[i] = async_coro(visit_room, &visitors[i]);
        calls[4 + i] = async_coro(pass_door, &visitors[i]);
    }
    return async_gather(calls, 8, NULL);
}

int main(void)
{
    return async_run(async_coro(museum, NULL), NULL) ? 1 : 0;
}
