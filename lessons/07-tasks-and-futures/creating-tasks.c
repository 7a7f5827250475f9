/* Goal: a task has a name and a state, and the loop knows all that are not done. */
#include <async.h>
#include <stdio.h>

static struct ship {
    const char *name;
    int ms;
    char *cargo;
} ships[] = { { "ferry", 20, "3 cars" }, { "tug", 30, "a barge" }, { "yacht", 50, "a crew" } };

static int sail(void *arg)
{
    const struct ship *ship = arg;
    int err = async_sleep(ship->ms);
    return err ? err : async_return(ship->cargo);
}

// cut: roll
static void roll_call(void)
{
    struct async_task *tasks[8];
    size_t n = async_all_tasks(tasks, 8);
    printf("%d ms:", (int)async_time_ms());
    for (size_t i = 0; i < n && i < 8; i++)
        printf(" %s", async_task_name(tasks[i]));
    puts("");
}
// end

static int harbour(void *arg)
{
    async_task_set_name(async_current_task(), "bridge");
    struct async_task *tasks[3];
    // cut: create
    for (int i = 0; i < 3; i++) {
        tasks[i] = async_create_task(async_coro(sail, &ships[i]));
        if (!tasks[i])
            return ASYNC_ENOMEM;
        async_task_set_name(tasks[i], ships[i].name);
    }
    // end
    roll_call();
    int err = async_sleep(25);
    roll_call(); // <-- look here
    // cut: await
    for (int i = 0; i < 3; i++) {
        void *cargo;
        if (!err)
            err = async_await(tasks[i], &cargo);
        if (!err)
            printf("%d ms: %s\n", (int)async_time_ms(), (char *)cargo);
        async_task_release(tasks[i]);
    }
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(harbour, NULL), NULL) ? 1 : 0;
}
