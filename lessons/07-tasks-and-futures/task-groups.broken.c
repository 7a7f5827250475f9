/* Goal: the error of a diver comes out of the group as a group, and this handler misses it. */
#include <async.h>
#include <stdio.h>

static int dive(void *arg)
{
    int err = async_sleep(20);
    return err ? err : async_raise(ASYNC_EVALUE, "mask leaks");
}

static int boat(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = async_group_create_task(&group, async_coro(dive, NULL), NULL);
    err = async_group_exit(&group, err);
    if (err == ASYNC_EVALUE) { // <-- look here
        puts("boat: one comes up early");
        return 0;
    }
    return err;
}

int main(void)
{
    int err = async_run(async_coro(boat, NULL), NULL);
    printf("harbour: the boat sends an %s\n", async_error_name(err));
    return 0;
}
