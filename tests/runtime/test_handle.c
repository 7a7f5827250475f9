/* Callbacks of the loop: in order, in the next tick at the earliest, and cancelled for good. */
#include "harness.h"

static struct async_handle one, two, three;

static void tell_text(void *text)
{
    assert_null(async_current_task());
    say(text);
}

static int sleep_20ms(void *arg)
{
    return async_sleep(20);
}

TEST(they_run_in_order_beside_tasks)
{
    async_call_soon(&one, tell_text, "one");
    spawn("a", sleep_20ms, NULL);
    async_call_soon(&two, tell_text, "two");
    expect_trace("[   0] loop: one\n"
                 "[   0] a waits: sleep\n"
                 "[   0] loop: two\n"
                 "[  20] a done\n");
}

TEST(timers_run_by_deadline_and_then_by_order_of_creation)
{
    assert_int_equal(async_call_later(&one, 10, tell_text, "one"), 0);
    assert_int_equal(async_call_at(&two, 5, tell_text, "two"), 0);
    assert_int_equal(async_call_later(&three, 10, tell_text, "three"), 0);
    spawn("a", sleep_20ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] loop: two\n"
                 "[  10] loop: one\n"
                 "[  10] loop: three\n"
                 "[  20] a done\n");
}

TEST(cancelled_ones_do_not_run)
{
    async_call_soon(&one, tell_text, "one");
    assert_int_equal(async_call_later(&two, 10, tell_text, "two"), 0);
    async_handle_cancel(&one);
    async_handle_cancel(&two);
    spawn("a", sleep_20ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[  20] a done\n");
    async_handle_cancel(&one);
}

static void cancel_three(void *arg)
{
    async_handle_cancel(&three);
}

TEST(one_that_is_due_can_still_be_cancelled)
{
    assert_int_equal(async_call_later(&one, 10, cancel_three, NULL), 0);
    assert_int_equal(async_call_later(&three, 10, tell_text, "three"), 0);
    spawn("a", sleep_20ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[  20] a done\n");
}

static void try_to_await(void *arg)
{
    assert_int_equal(async_sleep(1), ASYNC_ERUNTIME);
    say("refused");
}

TEST(they_cannot_await)
{
    async_call_soon(&one, try_to_await, NULL);
    spawn("a", sleep_20ms, NULL);
    expect_trace("[   0] loop: refused\n"
                 "[   0] a waits: sleep\n"
                 "[  20] a done\n");
}

/* Without a loop of its own. */
TEST(outside_a_loop_there_are_no_timers)
{
    assert_int_equal(async_call_later(&one, 10, tell_text, "one"), ASYNC_ERUNTIME);
    assert_int_equal(async_call_at(&two, 10, tell_text, "two"), ASYNC_ERUNTIME);
}

static int leave_callbacks(void *arg)
{
    async_call_soon(&one, tell_text, "one");
    return async_call_later(&two, 10, tell_text, "two") ||
           async_call_later(&three, 5, tell_text, "three");
}

TEST(what_the_end_of_a_loop_leaves_is_cancelled_already)
{
    assert_int_equal(leave_callbacks(NULL), 0);
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    async_handle_cancel(&one);
    async_handle_cancel(&two);
    async_handle_cancel(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(they_run_in_order_beside_tasks),
        CASE(timers_run_by_deadline_and_then_by_order_of_creation),
        CASE(cancelled_ones_do_not_run),
        CASE(one_that_is_due_can_still_be_cancelled),
        CASE(they_cannot_await),
        cmocka_unit_test(outside_a_loop_there_are_no_timers),
        CASE(what_the_end_of_a_loop_leaves_is_cancelled_already),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
