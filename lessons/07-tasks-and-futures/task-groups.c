/* Goal: when one of a group fails the others are called off; all errors come out together. */
#include <async.h>
#include <stdio.h>

static struct diver {
    const char *name;
    int dive_ms, ascent_ms;
} divers[] = { { "Ada", 10, 0 }, { "Ben", 20, 0 }, { "Cleo", 50, 10 }, { "Dan", 60, 25 } };

static void say(const char *who, const char *what)
{
    printf("%s: %s at %d ms\n", who, what, (int)async_time_ms());
}

// cut: dive
static int dive(void *arg)
{
    const struct diver *diver = arg;
    int err = async_sleep(diver->dive_ms);
    if (err) { // called up
        int cut_off = async_sleep(diver->ascent_ms);
        say(diver->name, cut_off ? "shoots up" : "is up");
        if (diver == &divers[2])
            return async_raise(ASYNC_EVALUE, "rope torn");
        return err;
    }
    if (diver == &divers[1])
        return async_raise(ASYNC_EVALUE, "mask leaks");
    say(diver->name, "has a coin");
    return 0;
}
// end

static int boat(void *arg)
{
    // cut: group
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    for (int i = 0; i < 4 && !err; i++)
        err = async_group_create_task(&group, async_coro(dive, &divers[i]), NULL);
    err = async_group_exit(&group, err); // <-- look here
    // end
    // cut: errors
    const struct async_error *failed = async_error_last(ASYNC_EGROUP);
    if (err != ASYNC_EGROUP || !failed)
        return err;
    for (size_t i = 0; i < failed->n_errors; i++)
        say("boat", failed->errors[i]->message);
    // end
    return 0;
}

int main(void)
{
    return async_run(async_coro(boat, NULL), NULL) ? 1 : 0;
}
