/* The loop's clock and its ticks. */
#include "harness.h"

static int count_ticks(void *arg)
{
    uint64_t first = async_tick();
    int err = async_sleep(0);
    assert_int_equal(async_tick(), first + 1);
    if (!err)
        err = async_sleep(10);
    /* One tick began to wait for the timer, and ran it; the task goes on in the next. */
    assert_int_equal(async_tick(), first + 3);
    return err;
}

TEST(a_tick_runs_what_was_ready_when_it_began)
{
    spawn("a", count_ticks, NULL);
    expect_trace("[   0] a yields\n"
                 "[   0] a waits: sleep\n"
                 "[  10] a done\n");
}

static int read_clock(void *arg)
{
    assert_true(async_is_running());
    assert_int_equal(async_time_ms(), 0);
    int err = async_sleep(1234567);
    assert_int_equal(async_time_ms(), 1234567);
    async_block(3);
    assert_int_equal(async_time_us(), 1234570000);
    return err;
}

TEST(virtual_time_jumps_and_begins_at_zero)
{
    spawn("a", read_clock, NULL);
    assert_int_equal(run_tasks(), 0);
    assert_false(async_is_running());
}

static int sleep_for_ages(void *arg)
{
    return async_sleep(INT64_MAX);
}

TEST(delays_that_are_too_long_do_not_overflow)
{
    cancel_at_ms(spawn("a", sleep_for_ages, NULL), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a cancelled\n");
}

static int yield_for_ever(void *arg)
{
    int err;
    while (!(err = async_sleep(0)))
        ;
    return err;
}

TEST(the_limit_of_ticks_ends_the_run)
{
    struct async_task *task = spawn("a", yield_for_ever, NULL);
    assert_int_equal(async_loop_run_until_complete(bench.loop, async_task_future(task)),
                     ASYNC_ETICKLIMIT);
    assert_int_equal(async_tick(), 1000);
}

TEST(outside_a_loop_there_is_no_time)
{
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    assert_int_equal(async_time_ms(), 0);
    assert_int_equal(async_tick(), 0);
    assert_false(async_is_running());
}

struct contest {
    bool is_over;
    int turns;
};

/* Holds the loop for a millisecond at a time, until the other task has slept one. */
static int hold_the_loop(void *arg)
{
    struct contest *contest = arg;
    int err = 0;
    while (!err && !contest->is_over) {
        contest->turns++;
        async_block(1);
        err = async_sleep(0);
    }
    return err;
}

static int sleep_beside_it(void *arg)
{
    struct contest *contest = arg;
    struct async_task *holder = async_create_task(async_coro(hold_the_loop, contest));
    int err = async_sleep(1);
    contest->is_over = true;
    if (!err)
        err = async_await(holder, NULL);
    async_task_release(holder);
    return err;
}

/* The clock is looked at between any two ticks that take long. */
TEST(slow_ticks_do_not_keep_timers_waiting)
{
    struct contest contest = { 0 };
    assert_int_equal(run_unwatched(sleep_beside_it, &contest), 0);
    assert_in_range(contest.turns, 1, 8);
}

static int give_way_until_it_is_over(void *arg)
{
    const struct contest *contest = arg;
    int err = 0;
    while (!err && !contest->is_over)
        err = async_sleep(0);
    return err;
}

static void end_contest(void *arg)
{
    ((struct contest *)arg)->is_over = true;
}

static int give_way_beside_a_timer(void *arg)
{
    struct async_handle timer;
    int err = async_call_later(&timer, 1, end_contest, arg);
    return err ? err : give_way_until_it_is_over(arg);
}

/* It goes from tick to tick by itself, and would do so for ever. */
TEST(a_task_that_is_alone_does_not_keep_timers_waiting)
{
    struct contest contest = { 0 };
    assert_int_equal(run_unwatched(give_way_beside_a_timer, &contest), 0);
    assert_true(contest.is_over);
}

static int do_nothing(void *arg, void **ret_result)
{
    return 0;
}

static int give_way_beside_a_thread(void *arg)
{
    struct async_task *other = async_create_task(async_coro(give_way_until_it_is_over, arg));
    int err = async_to_thread(do_nothing, NULL, NULL);
    end_contest(arg);
    if (!err)
        err = async_await(other, NULL);
    async_task_release(other);
    return err;
}

TEST(a_task_that_is_alone_does_not_keep_threads_waiting)
{
    struct contest contest = { 0 };
    assert_int_equal(run_unwatched(give_way_beside_a_thread, &contest), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_tick_runs_what_was_ready_when_it_began),
        CASE(virtual_time_jumps_and_begins_at_zero),
        CASE(delays_that_are_too_long_do_not_overflow),
        CASE(the_limit_of_ticks_ends_the_run),
        CASE(outside_a_loop_there_is_no_time),
        CASE(slow_ticks_do_not_keep_timers_waiting),
        CASE(a_task_that_is_alone_does_not_keep_timers_waiting),
        CASE(a_task_that_is_alone_does_not_keep_threads_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
