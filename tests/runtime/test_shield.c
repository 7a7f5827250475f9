/* shield: the waiter may be cancelled, what it waits for goes on. */
#include "harness.h"

static struct async_task *inner;

static int answer_at_10ms(void *arg)
{
    int err = async_sleep(10);
    return err ? err : async_return("soup");
}

static int await_shielded(void *arg)
{
    struct async_future *shield = async_shield(async_task_future(inner), "shield");
    void *text = NULL;
    int err = async_await(shield, &text);
    async_future_release(shield);
    if (!err)
        say(text);
    return err;
}

static struct async_task *spawn_two(void)
{
    inner = spawn("inner", answer_at_10ms, NULL);
    return spawn("outer", await_shielded, NULL);
}

TEST(result_comes_through)
{
    spawn_two();
    expect_trace("[   0] inner waits: sleep\n"
                 "[   0] outer waits: shield\n"
                 "[  10] inner done\n"
                 "[  10] outer: soup\n"
                 "[  10] outer done\n");
}

TEST(cancellation_of_the_waiter_does_not_go_in)
{
    cancel_at_ms(spawn_two(), 5);
    expect_trace("[   0] inner waits: sleep\n"
                 "[   0] outer waits: shield\n"
                 "[   5] outer cancelled\n"
                 "[  10] inner done\n");
}

TEST(cancellation_of_the_inner_one_comes_out)
{
    spawn_two();
    cancel_at_ms(inner, 5);
    expect_trace("[   0] inner waits: sleep\n"
                 "[   0] outer waits: shield\n"
                 "[   5] inner cancelled\n"
                 "[   5] outer cancelled\n");
}

TEST(settling_the_shield_first_is_reported)
{
    struct async_future *future = async_future_create("f");
    struct async_future *shield = async_shield(future, "shield");
    assert_int_equal(async_future_set_result(future, "inner"), 0);
    assert_int_equal(async_future_set_result(shield, "outer"), 0);
    spawn("a", answer_at_10ms, NULL);
    expect_trace("[   0] warning: invalid-state\n"
                 "[   0] a waits: sleep\n"
                 "[  10] a done\n");
    async_future_release(shield);
    async_future_release(future);
}

TEST(done_one_is_its_own_shield)
{
    struct async_future *future = async_future_create("f");
    assert_int_equal(async_future_set_result(future, NULL), 0);
    struct async_future *shield = async_shield(future, "shield");
    assert_ptr_equal(shield, future);
    async_future_release(shield);
    async_future_release(future);
}

TEST(over_a_future_nobody_settles_it_goes_with_the_loop)
{
    struct async_future *future = async_future_create("f");
    async_future_release(async_shield(future, "shield"));
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    async_future_release(future);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(result_comes_through),
        CASE(cancellation_of_the_waiter_does_not_go_in),
        CASE(cancellation_of_the_inner_one_comes_out),
        CASE(settling_the_shield_first_is_reported),
        CASE(done_one_is_its_own_shield),
        CASE(over_a_future_nobody_settles_it_goes_with_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
