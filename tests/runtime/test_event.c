/* Events: everybody who waits goes on when it is set. */
#include "harness.h"

static struct async_event event;
static struct async_task *victim;

static int init(void **state)
{
    async_event_init(&event);
    return begin(state);
}

static int wait(void *arg)
{
    return async_event_wait(&event);
}

static int set_at_10ms(void *arg)
{
    int err = async_sleep(10);
    async_event_set(&event);
    return err;
}

TEST(a_set_event_is_not_waited_for)
{
    async_event_set(&event);
    spawn("a", wait, NULL);
    expect_trace("[   0] a done\n");
}

TEST(setting_wakes_everybody_in_arrival_order)
{
    spawn("a", wait, NULL);
    spawn("b", wait, NULL);
    spawn("setter", set_at_10ms, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   0] b waits: event\n"
                 "[   0] setter waits: sleep\n"
                 "[  10] setter done\n"
                 "[  10] a done\n"
                 "[  10] b done\n");
}

static int set_and_clear(void *arg)
{
    int err = set_at_10ms(NULL);
    async_event_clear(&event);
    assert_false(async_event_is_set(&event));
    return err;
}

TEST(who_was_woken_goes_on_though_it_is_cleared)
{
    spawn("a", wait, NULL);
    spawn("setter", set_and_clear, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   0] setter waits: sleep\n"
                 "[  10] setter done\n"
                 "[  10] a done\n");
}

TEST(cancelled_waiter_leaves_the_others_waiting)
{
    cancel_at_ms(spawn("a", wait, NULL), 5);
    spawn("b", wait, NULL);
    spawn("setter", set_at_10ms, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   0] b waits: event\n"
                 "[   0] setter waits: sleep\n"
                 "[   5] a cancelled\n"
                 "[  10] setter done\n"
                 "[  10] b done\n");
}

static int set_and_cancel(void *arg)
{
    int err = set_at_10ms(NULL);
    async_task_cancel(victim, NULL);
    return err;
}

TEST(waiter_cancelled_after_the_wake_is_cancelled)
{
    victim = spawn("a", wait, NULL);
    spawn("setter", set_and_cancel, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   0] setter waits: sleep\n"
                 "[  10] setter done\n"
                 "[  10] a cancelled\n");
}

static int wait_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, async_event_wait(&event));
}

TEST(waiting_can_time_out)
{
    spawn("a", wait_5ms, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   5] a failed: TimeoutError\n");
}

TEST(an_event_that_nobody_sets_is_a_deadlock)
{
    spawn("a", wait, NULL);
    expect_trace("[   0] a waits: event\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

TEST(only_a_task_can_wait)
{
    async_event_set(&event);
    assert_int_equal(async_event_wait(&event), ASYNC_ERUNTIME);
}

#define EVENT_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EVENT_CASE(a_set_event_is_not_waited_for),
        EVENT_CASE(setting_wakes_everybody_in_arrival_order),
        EVENT_CASE(who_was_woken_goes_on_though_it_is_cleared),
        EVENT_CASE(cancelled_waiter_leaves_the_others_waiting),
        EVENT_CASE(waiter_cancelled_after_the_wake_is_cancelled),
        EVENT_CASE(waiting_can_time_out),
        EVENT_CASE(an_event_that_nobody_sets_is_a_deadlock),
        EVENT_CASE(only_a_task_can_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
