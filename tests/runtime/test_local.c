/* Task-local values: inherited by new tasks, then their own. */
#include "harness.h"

static const struct async_local user = { "nobody" };
static const struct async_local page = { "start" };

static int tell_user(void *arg)
{
    say(async_local_get(&user));
    return 0;
}

static int set_and_tell(void *name)
{
    int err = async_local_set(&user, name);
    if (!err)
        err = async_sleep(0);
    return err ? err : tell_user(NULL);
}

TEST(each_task_has_its_own)
{
    spawn("a", set_and_tell, "ann");
    spawn("b", set_and_tell, "bob");
    spawn("c", tell_user, NULL);
    expect_trace("[   0] a yields\n"
                 "[   0] b yields\n"
                 "[   0] c: nobody\n"
                 "[   0] c done\n"
                 "[   0] a: ann\n"
                 "[   0] a done\n"
                 "[   0] b: bob\n"
                 "[   0] b done\n");
}

static int parent(void *arg)
{
    int err = async_local_set(&user, "ann");
    if (!err)
        err = async_local_set(&page, "news");
    spawn("child", tell_user, NULL);
    if (!err)
        err = async_local_set(&user, "eve");
    if (!err)
        err = async_task_await(bench.tasks[1], NULL, ASYNC_HERE);
    say(async_local_get(&user));
    say(async_local_get(&page));
    return err;
}

TEST(new_task_starts_with_its_makers_values)
{
    spawn("parent", parent, NULL);
    expect_trace("[   0] parent waits: task held by child\n"
                 "[   0] child: ann\n"
                 "[   0] child done\n"
                 "[   0] parent: eve\n"
                 "[   0] parent: news\n"
                 "[   0] parent done\n");
}

static int get_user(void *arg, void **ret_result)
{
    *ret_result = async_local_get(&user);
    return 0;
}

static int ask_threads(void *arg)
{
    void *name;
    int err = async_local_set(&user, "ann");
    if (!err)
        err = async_to_thread(get_user, NULL, &name);
    if (err)
        return err;
    say(name);
    struct async_future *other = async_run_in_executor(NULL, get_user, NULL);
    err = async_await(other, &name);
    async_future_release(other);
    if (!err)
        say(name);
    return err;
}

TEST(thread_sees_the_values_of_the_task_that_waits_for_it)
{
    spawn("a", ask_threads, NULL);
    expect_trace("[   0] a waits: thread\n"
                 "[   0] a: ann\n"
                 "[   0] a waits: thread\n"
                 "[   0] a: nobody\n"
                 "[   0] a done\n");
}

TEST(outside_tasks_there_is_the_initial_value_only)
{
    assert_string_equal(async_local_get(&user), "nobody");
    assert_int_equal(async_local_set(&user, "ann"), ASYNC_ERUNTIME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_task_has_its_own),
        CASE(new_task_starts_with_its_makers_values),
        CASE(thread_sees_the_values_of_the_task_that_waits_for_it),
        CASE(outside_tasks_there_is_the_initial_value_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
