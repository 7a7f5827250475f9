/* Tasks: when they start, how they end, and what cancelling one does. */
#include "harness.h"

static struct async_task *victim;

static int nothing(void *arg)
{
    return 0;
}

static int give_way(void *arg)
{
    return async_sleep(0);
}

static int clean_up_for_10ms(void *arg)
{
    int err = async_sleep(10);
    if (err != ASYNC_ECANCELED)
        return err;
    say("cleans up");
    int late = async_sleep(10);
    return late ? late : err;
}

TEST(they_start_in_the_order_they_were_made)
{
    spawn("a", give_way, NULL);
    spawn("b", nothing, NULL);
    expect_trace("[   0] a yields\n"
                 "[   0] b done\n"
                 "[   0] a done\n");
}

static int make_child(void *arg)
{
    spawn("child", nothing, NULL);
    say("goes on");
    return 0;
}

TEST(new_task_does_not_run_at_once)
{
    spawn("parent", make_child, NULL);
    expect_trace("[   0] parent: goes on\n"
                 "[   0] parent done\n"
                 "[   0] child done\n");
}

TEST(cancelled_before_it_starts_it_never_runs)
{
    async_task_cancel(spawn("a", clean_up_for_10ms, NULL), NULL);
    expect_trace("[   0] a cancelled\n");
}

TEST(cancelled_while_parked_it_cleans_up)
{
    cancel_at_ms(spawn("a", clean_up_for_10ms, NULL), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a: cleans up\n"
                 "[   5] a waits: sleep\n"
                 "[  15] a cancelled\n");
}

TEST(cancelled_again_its_clean_up_is_cut_short)
{
    struct async_task *a = spawn("a", clean_up_for_10ms, NULL);
    cancel_at_ms(a, 5);
    cancel_at_ms(a, 7);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a: cleans up\n"
                 "[   5] a waits: sleep\n"
                 "[   7] a cancelled\n");
    assert_int_equal(async_task_cancelling(a), 2);
}

static int swallow(void *arg)
{
    int err = async_sleep(10);
    return err == ASYNC_ECANCELED ? 0 : err;
}

TEST(swallowed_cancellation_is_a_result)
{
    cancel_at_ms(spawn("a", swallow, NULL), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a done\n");
}

static int cancel_self(void *arg)
{
    assert_true(async_task_cancel(async_current_task(), "enough"));
    say("goes on");
    int err = async_sleep(10);
    say(async_error_message(err));
    return err;
}

TEST(running_task_is_cancelled_at_its_next_wait)
{
    spawn("a", cancel_self, NULL);
    expect_trace("[   0] a: goes on\n"
                 "[   0] a waits: sleep\n"
                 "[   0] a: enough\n"
                 "[   0] a cancelled\n");
}

static int take_back(void *arg)
{
    async_task_cancel(async_current_task(), NULL);
    assert_int_equal(async_task_uncancel(async_current_task()), 0);
    return async_sleep(10);
}

TEST(request_that_is_taken_back_is_not_delivered)
{
    spawn("a", take_back, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[  10] a done\n");
}

static int await_victim(void *arg)
{
    return async_await(victim, NULL);
}

TEST(cancelling_who_awaits_a_task_cancels_the_task)
{
    victim = spawn("a", clean_up_for_10ms, NULL);
    cancel_at_ms(spawn("b", await_victim, NULL), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: task held by a\n"
                 "[   5] a: cleans up\n"
                 "[   5] a waits: sleep\n"
                 "[  15] a cancelled\n"
                 "[  15] b cancelled\n");
}

static int fail_later(void *arg)
{
    int err = async_sleep(5);
    return err ? err : async_raise(ASYNC_EVALUE, "no such page");
}

static int await_message(void *arg)
{
    int err = async_await(victim, NULL);
    say(async_error_message(err));
    return err;
}

TEST(error_and_its_message_go_to_whoever_awaits)
{
    victim = spawn("a", fail_later, NULL);
    spawn("b", await_message, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: task held by a\n"
                 "[   5] a failed: ValueError\n"
                 "[   5] b: no such page\n"
                 "[   5] b failed: ValueError\n");
}

static int await_self(void *arg)
{
    return async_await(async_current_task(), NULL);
}

TEST(task_that_awaits_itself_is_told_so)
{
    spawn("a", await_self, NULL);
    expect_trace("[   0] a failed: RuntimeError\n");
}

static int answer(void *arg)
{
    return async_return(arg);
}

TEST(result_is_kept_for_whoever_asks)
{
    victim = spawn("a", answer, "42");
    assert_int_equal(run_tasks(), 0);
    void *text = NULL;
    assert_int_equal(async_future_result(async_task_future(victim), &text), 0);
    assert_string_equal(text, "42");
}

TEST(names_are_numbered_until_they_are_given)
{
    struct async_task *task = async_create_task(async_coro(nothing, NULL));
    assert_string_equal(async_task_name(task), "Task-1");
    assert_string_equal(async_task_coro_name(task), "nothing");
    async_task_set_name(task, "soup");
    assert_string_equal(async_task_name(task), "soup");
    async_task_release(task);
}

TEST(all_tasks_are_the_unfinished_ones_in_order)
{
    struct async_task *a = spawn("a", nothing, NULL);
    struct async_task *b = spawn("b", nothing, NULL);
    struct async_task *all[1];
    assert_int_equal(async_all_tasks(all, 1), 2);
    assert_ptr_equal(all[0], a);
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_all_tasks(NULL, 0), 0);
    assert_true(async_task_is_done(b));
    assert_false(async_task_cancel(b, NULL));
}

TEST(nobody_runs_outside_a_task)
{
    assert_null(async_current_task());
    assert_int_equal(async_sleep(1), ASYNC_ERUNTIME);
}

TEST(no_task_is_not_cancelled)
{
    assert_false(async_task_cancel(NULL, "why"));
    assert_false(async_future_cancel(NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(they_start_in_the_order_they_were_made),
        CASE(new_task_does_not_run_at_once),
        CASE(cancelled_before_it_starts_it_never_runs),
        CASE(cancelled_while_parked_it_cleans_up),
        CASE(cancelled_again_its_clean_up_is_cut_short),
        CASE(swallowed_cancellation_is_a_result),
        CASE(running_task_is_cancelled_at_its_next_wait),
        CASE(request_that_is_taken_back_is_not_delivered),
        CASE(cancelling_who_awaits_a_task_cancels_the_task),
        CASE(error_and_its_message_go_to_whoever_awaits),
        CASE(task_that_awaits_itself_is_told_so),
        CASE(result_is_kept_for_whoever_asks),
        CASE(names_are_numbered_until_they_are_given),
        CASE(all_tasks_are_the_unfinished_ones_in_order),
        CASE(nobody_runs_outside_a_task),
        CASE(no_task_is_not_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
