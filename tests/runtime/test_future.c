/* Futures: settled once, and never calling anybody at once. */
#include "harness.h"

static struct async_future future;

static int init(void **state)
{
    int err = begin(state);
    async_future_init(&future, "page");
    return err;
}

static int finish(void **state)
{
    if (bench.loop)
        async_future_finish(&future);
    return end(state);
}

static int await_text(void *arg)
{
    void *text = NULL;
    int err = async_await(&future, &text);
    if (!err)
        say(text);
    return err;
}

static int settle_at_10ms(void *text)
{
    int err = async_sleep(10);
    return err ? err : async_future_set_result(&future, text);
}

TEST(waiters_go_on_in_arrival_order)
{
    spawn("a", await_text, NULL);
    spawn("b", await_text, NULL);
    spawn("s", settle_at_10ms, "soup");
    expect_trace("[   0] a waits: future\n"
                 "[   0] b waits: future\n"
                 "[   0] s waits: sleep\n"
                 "[  10] s done\n"
                 "[  10] a: soup\n"
                 "[  10] a done\n"
                 "[  10] b: soup\n"
                 "[  10] b done\n");
}

TEST(done_one_is_not_waited_for)
{
    assert_int_equal(async_future_set_result(&future, "soup"), 0);
    spawn("a", await_text, NULL);
    expect_trace("[   0] a: soup\n"
                 "[   0] a done\n");
}

TEST(cancelling_one_waiter_cancels_the_future_and_so_the_others)
{
    cancel_at_ms(spawn("a", await_text, NULL), 5);
    spawn("b", await_text, NULL);
    expect_trace("[   0] a waits: future\n"
                 "[   0] b waits: future\n"
                 "[   5] a cancelled\n"
                 "[   5] b cancelled\n");
}

TEST(nobody_settles_is_a_deadlock)
{
    spawn("a", await_text, NULL);
    expect_trace("[   0] a waits: future\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

TEST(an_error_is_negative)
{
    assert_int_equal(async_future_set_error(&future, 0), ASYNC_EVALUE);
    assert_false(async_future_is_done(&future));
}

TEST(it_is_settled_once)
{
    assert_int_equal(async_future_result(&future, NULL), ASYNC_EINVALIDSTATE);
    assert_int_equal(async_future_set_result(&future, NULL), 0);
    assert_int_equal(async_future_set_result(&future, NULL), ASYNC_EINVALIDSTATE);
    assert_int_equal(async_future_set_error(&future, ASYNC_EVALUE), ASYNC_EINVALIDSTATE);
    assert_false(async_future_cancel(&future, NULL));
}

TEST(error_keeps_its_message)
{
    int code = 0;
    assert_int_equal(async_future_set_error(&future, async_raise(ASYNC_EVALUE, "no %s", "egg")),
                     0);
    assert_int_equal(async_future_exception(&future, &code), 0);
    assert_int_equal(code, ASYNC_EVALUE);
    assert_int_equal(async_raise(ASYNC_EVALUE, "another"), ASYNC_EVALUE);
    assert_int_equal(async_future_result(&future, NULL), ASYNC_EVALUE);
    assert_string_equal(async_error_message(ASYNC_EVALUE), "no egg");
}

TEST(message_of_a_cancellation_travels)
{
    int code = 0;
    assert_true(async_future_cancel(&future, "enough"));
    assert_true(async_future_is_cancelled(&future));
    assert_int_equal(async_future_exception(&future, &code), ASYNC_ECANCELED);
    assert_string_equal(async_error_message(ASYNC_ECANCELED), "enough");
}

static void tell_callback(struct async_future *which, void *text)
{
    assert_ptr_equal(which, &future);
    say(text);
}

TEST(callbacks_run_in_the_order_they_were_added_and_not_at_once)
{
    struct async_callback a, b, c;
    async_future_add_done_callback(&future, &a, tell_callback, "first");
    async_future_add_done_callback(&future, &b, tell_callback, "second");
    async_future_add_done_callback(&future, &c, tell_callback, "third");
    assert_true(async_future_remove_done_callback(&future, &b));
    assert_false(async_future_remove_done_callback(&future, &b));
    spawn("s", settle_at_10ms, "soup");
    spawn("a", await_text, NULL);
    expect_trace("[   0] s waits: sleep\n"
                 "[   0] a waits: future\n"
                 "[  10] s done\n"
                 "[  10] loop: first\n"
                 "[  10] loop: third\n"
                 "[  10] a: soup\n"
                 "[  10] a done\n");
}

static int forget_error(void *arg)
{
    struct async_future *lost = async_future_create("lost");
    int err = async_future_set_error(lost, ASYNC_EVALUE);
    async_future_release(lost);
    return err;
}

TEST(error_that_nobody_looked_at_is_reported)
{
    spawn("a", forget_error, NULL);
    expect_trace("[   0] warning: never-retrieved\n"
                 "[   0] a done\n");
}

TEST(only_its_coroutine_settles_a_task)
{
    struct async_future *task = async_task_future(spawn("a", forget_error, NULL));
    assert_int_equal(async_future_set_result(task, NULL), ASYNC_ERUNTIME);
}

#define FUTURE_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FUTURE_CASE(waiters_go_on_in_arrival_order),
        FUTURE_CASE(done_one_is_not_waited_for),
        FUTURE_CASE(cancelling_one_waiter_cancels_the_future_and_so_the_others),
        FUTURE_CASE(nobody_settles_is_a_deadlock),
        FUTURE_CASE(it_is_settled_once),
        FUTURE_CASE(an_error_is_negative),
        FUTURE_CASE(error_keeps_its_message),
        FUTURE_CASE(message_of_a_cancellation_travels),
        FUTURE_CASE(callbacks_run_in_the_order_they_were_added_and_not_at_once),
        FUTURE_CASE(error_that_nobody_looked_at_is_reported),
        FUTURE_CASE(only_its_coroutine_settles_a_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
