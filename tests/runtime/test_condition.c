/* Conditions: waiting gives the lock away, and comes back only with it. */
#include "harness.h"

static struct async_condition changed;
static struct async_task *victim;
static int stock;

static int init(void **state)
{
    async_condition_init(&changed, NULL);
    stock = 0;
    return begin(state);
}

static int finish(void **state)
{
    end(state);
    async_condition_finish(&changed);
    return 0;
}

static int wait(void *arg)
{
    int err = async_condition_acquire(&changed);
    if (err)
        return err;
    err = async_condition_wait(&changed);
    assert_true(async_condition_is_locked(&changed));
    async_condition_release(&changed);
    return err;
}

static int notify_at_10ms(void *arg)
{
    int err = async_sleep(10);
    if (!err)
        err = async_condition_acquire(&changed);
    if (err)
        return err;
    err = async_condition_notify(&changed, (size_t)(uintptr_t)arg);
    async_condition_release(&changed);
    return err;
}

#define NOTIFY(n) ((void *)(uintptr_t)(n))

TEST(a_notification_wakes_the_first)
{
    spawn("a", wait, NULL);
    cancel_at_ms(spawn("b", wait, NULL), 20);
    spawn("n", notify_at_10ms, NOTIFY(1));
    expect_trace("[   0] a waits: condition\n"
                 "[   0] b waits: condition\n"
                 "[   0] n waits: sleep\n"
                 "[  10] n done\n"
                 "[  10] a done\n"
                 "[  20] b cancelled\n");
}

TEST(all_that_are_notified_take_the_lock_in_turn)
{
    spawn("a", wait, NULL);
    spawn("b", wait, NULL);
    spawn("n", notify_at_10ms, NOTIFY(SIZE_MAX));
    expect_trace("[   0] a waits: condition\n"
                 "[   0] b waits: condition\n"
                 "[   0] n waits: sleep\n"
                 "[  10] n done\n"
                 "[  10] a done\n"
                 "[  10] b done\n");
}

TEST(cancelled_waiter_comes_back_with_the_lock)
{
    cancel_at_ms(spawn("a", wait, NULL), 5);
    expect_trace("[   0] a waits: condition\n"
                 "[   5] a cancelled\n");
    assert_false(async_condition_is_locked(&changed));
}

static int notify_and_cancel(void *arg)
{
    int err = notify_at_10ms(arg);
    async_task_cancel(victim, NULL);
    return err;
}

TEST(waiter_cancelled_after_the_wake_passes_it_on)
{
    victim = spawn("a", wait, NULL);
    spawn("b", wait, NULL);
    spawn("n", notify_and_cancel, NOTIFY(1));
    expect_trace("[   0] a waits: condition\n"
                 "[   0] b waits: condition\n"
                 "[   0] n waits: sleep\n"
                 "[  10] n done\n"
                 "[  10] a cancelled\n"
                 "[  10] b done\n");
}

static int hold_lock_20ms(void *arg)
{
    int err = async_condition_acquire(&changed);
    if (!err)
        err = async_sleep(20);
    async_condition_release(&changed);
    return err;
}

TEST(cancellation_waits_for_the_lock)
{
    cancel_at_ms(spawn("a", wait, NULL), 5);
    spawn("b", hold_lock_20ms, NULL);
    expect_trace("[   0] a waits: condition\n"
                 "[   0] b waits: sleep\n"
                 "[   5] a waits: lock held by b\n"
                 "[  20] b done\n"
                 "[  20] a cancelled\n");
}

static int wait_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, wait(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("a", wait_5ms, NULL);
    expect_trace("[   0] a waits: condition\n"
                 "[   5] a failed: TimeoutError\n");
}

static bool has_two(void *arg)
{
    return stock >= 2;
}

static int wait_for_two(void *arg)
{
    int err = async_condition_acquire(&changed);
    if (err)
        return err;
    err = async_condition_wait_for(&changed, has_two, NULL);
    async_condition_release(&changed);
    return err;
}

static int deliver(void *arg)
{
    for (stock = 1; stock < 3; stock++) {
        int err = notify_at_10ms(NOTIFY(1));
        if (err)
            return err;
    }
    return 0;
}

TEST(wait_for_looks_again_each_time)
{
    spawn("a", wait_for_two, NULL);
    spawn("d", deliver, NULL);
    expect_trace("[   0] a waits: condition\n"
                 "[   0] d waits: sleep\n"
                 "[  10] d waits: sleep\n"
                 "[  10] a done\n"
                 "[  20] d done\n");
}

TEST(nobody_notifies_is_a_deadlock)
{
    spawn("a", wait, NULL);
    expect_trace("[   0] a waits: condition\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

static int without_lock(void *arg)
{
    assert_int_equal(async_condition_wait(&changed), ASYNC_ERUNTIME);
    assert_int_equal(async_condition_notify(&changed, 1), ASYNC_ERUNTIME);
    return async_condition_notify_all(&changed);
}

TEST(the_lock_must_be_held)
{
    spawn("a", without_lock, NULL);
    expect_trace("[   0] a failed: RuntimeError\n");
}

TEST(a_lock_can_be_shared)
{
    struct async_lock lock;
    async_lock_init(&lock);
    async_condition_init(&changed, &lock);
    spawn("a", wait, NULL);
    spawn("n", notify_at_10ms, NOTIFY(1));
    expect_trace("[   0] a waits: condition\n"
                 "[   0] n waits: sleep\n"
                 "[  10] n done\n"
                 "[  10] a done\n");
    async_lock_finish(&lock);
}

static int keep_the_lock(void *arg)
{
    struct async_event never;
    async_event_init(&never);
    int err = async_condition_acquire(&changed);
    return err ? err : async_event_wait(&never);
}

static void cancel_with_message(void *arg)
{
    async_task_cancel(victim, "enough");
}

/* With the message of its cancellation: the sanitizers would see it leak. */
TEST(waiter_that_never_gets_the_lock_back_is_dropped)
{
    struct async_handle handle;
    victim = spawn("a", wait, NULL);
    spawn("k", keep_the_lock, NULL);
    assert_int_equal(async_call_later(&handle, 10, cancel_with_message, NULL), 0);
    expect_trace("[   0] a waits: condition\n"
                 "[   0] k waits: event\n"
                 "[  10] a waits: lock held by k\n"
                 "[  10] warning: deadlock\n"
                 "[  10] warning: pending\n"
                 "[  10] warning: pending\n");
}

#define CONDITION_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONDITION_CASE(a_notification_wakes_the_first),
        CONDITION_CASE(all_that_are_notified_take_the_lock_in_turn),
        CONDITION_CASE(cancelled_waiter_comes_back_with_the_lock),
        CONDITION_CASE(waiter_cancelled_after_the_wake_passes_it_on),
        CONDITION_CASE(cancellation_waits_for_the_lock),
        CONDITION_CASE(waiting_can_time_out),
        CONDITION_CASE(wait_for_looks_again_each_time),
        CONDITION_CASE(nobody_notifies_is_a_deadlock),
        CONDITION_CASE(waiter_that_never_gets_the_lock_back_is_dropped),
        CONDITION_CASE(the_lock_must_be_held),
        CONDITION_CASE(a_lock_can_be_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
