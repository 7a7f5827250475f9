/* Goal: each error on the way keeps a permit, until there is none left. */
#include <async.h>
#include <stdio.h>

static struct async_semaphore desks;

static int take_coat(const char *guest)
{
    int err = async_sleep(10);
    return err ? err : async_raise(ASYNC_EVALUE, "%s has no coat", guest);
}

static int hand_in(void *guest)
{
    int err = async_semaphore_acquire(&desks);
    if (err)
        return err;
    err = take_coat(guest);
    if (err) {
        printf("desk: %s\n", async_error_message(err));
        return 0; // <-- look here
    }
    async_semaphore_release(&desks);
    return 0;
}

static int cloakroom(void *arg)
{
    async_semaphore_init(&desks, 2);
    struct async_coro *line[] = { async_coro(hand_in, "Ann"), async_coro(hand_in, "Bob"),
                                  async_coro(hand_in, "Cy") };
    return async_gather(line, 3, NULL);
}

int main(void)
{
    int err = async_run(async_coro(cloakroom, NULL), NULL);
    printf("Cy: %s\n", async_strerror(err));
    return 0;
}
