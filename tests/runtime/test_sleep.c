/* Sleeping: by the loop's clock, in the order of the deadlines. */
#include "harness.h"

static int sleep_for(void *ms)
{
    return async_sleep((int64_t)(uintptr_t)ms);
}

static int sleep_us(void *us)
{
    int err = async_sleep_us((int64_t)(uintptr_t)us);
    return err || async_time_us() == 1500 ? err : ASYNC_EVALUE;
}

#define COUNT(n) ((void *)(uintptr_t)(n))

TEST(they_wake_by_deadline_and_then_by_order_of_creation)
{
    spawn("a", sleep_for, COUNT(20));
    spawn("b", sleep_for, COUNT(10));
    spawn("c", sleep_for, COUNT(20));
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] c waits: sleep\n"
                 "[  10] b done\n"
                 "[  20] a done\n"
                 "[  20] c done\n");
}

TEST(no_time_at_all_gives_way_for_one_tick)
{
    spawn("a", sleep_for, COUNT(0));
    spawn("b", sleep_for, COUNT(0));
    expect_trace("[   0] a yields\n"
                 "[   0] b yields\n"
                 "[   0] a done\n"
                 "[   0] b done\n");
}

TEST(cancelled_sleeper_wakes_at_once)
{
    cancel_at_ms(spawn("a", sleep_for, COUNT(20)), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a cancelled\n");
}

static int block_10ms(void *arg)
{
    async_block(10);
    return 0;
}

TEST(who_blocks_makes_everybody_late)
{
    spawn("a", sleep_for, COUNT(5));
    spawn("b", block_10ms, NULL);
    spawn("c", sleep_for, COUNT(5));
    expect_trace("[   0] a waits: sleep\n"
                 "[  10] b done\n"
                 "[  10] c waits: sleep\n"
                 "[  10] a done\n"
                 "[  15] c done\n");
}

TEST(microseconds_count)
{
    spawn("a", sleep_us, COUNT(1500));
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_future_result(async_task_future(bench.tasks[0]), NULL), 0);
}

TEST(microseconds_that_are_too_many_do_not_overflow)
{
    cancel_at_ms(spawn("a", sleep_us, COUNT(INT64_MAX)), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a cancelled\n");
}

static int block_oddly(void *arg)
{
    async_block(10);
    async_block(-5);
    assert_int_equal(async_time_ms(), 10);
    async_block(INT64_MAX);
    assert_true(async_time_ms() > 10);
    return 0;
}

TEST(blocking_never_turns_the_clock_back)
{
    spawn("a", block_oddly, NULL);
    assert_int_equal(run_tasks(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(they_wake_by_deadline_and_then_by_order_of_creation),
        CASE(no_time_at_all_gives_way_for_one_tick),
        CASE(cancelled_sleeper_wakes_at_once),
        CASE(who_blocks_makes_everybody_late),
        CASE(microseconds_count),
        CASE(microseconds_that_are_too_many_do_not_overflow),
        CASE(blocking_never_turns_the_clock_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
