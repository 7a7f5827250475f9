/* Locks: one holder, the others in arrival order. */
#include "harness.h"

static struct async_lock lock;
static struct async_task *victim;

static int hold_10ms(void *arg)
{
    int err = async_lock_acquire(&lock);
    if (err)
        return err;
    err = async_sleep(10);
    async_lock_release(&lock);
    return err;
}

static int init(void **state)
{
    async_lock_init(&lock);
    return begin(state);
}

static int finish(void **state)
{
    end(state);
    async_lock_finish(&lock);
    return 0;
}

TEST(a_free_lock_is_taken_without_waiting)
{
    spawn("a", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[  10] a done\n");
    assert_false(async_lock_is_locked(&lock));
}

TEST(waiters_take_it_in_arrival_order)
{
    spawn("a", hold_10ms, NULL);
    spawn("b", hold_10ms, NULL);
    spawn("c", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: lock held by a\n"
                 "[   0] c waits: lock held by a\n"
                 "[  10] a done\n"
                 "[  10] b waits: sleep\n"
                 "[  20] b done\n"
                 "[  20] c waits: sleep\n"
                 "[  30] c done\n");
}

TEST(cancelled_waiter_leaves_the_line)
{
    spawn("a", hold_10ms, NULL);
    cancel_at_ms(spawn("b", hold_10ms, NULL), 5);
    spawn("c", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: lock held by a\n"
                 "[   0] c waits: lock held by a\n"
                 "[   5] b cancelled\n"
                 "[  10] a done\n"
                 "[  10] c waits: sleep\n"
                 "[  20] c done\n");
}

static int release_and_cancel(void *arg)
{
    int err = hold_10ms(NULL);
    async_task_cancel(victim, NULL);
    return err;
}

TEST(waiter_cancelled_after_the_wake_lets_the_next_one_go)
{
    spawn("a", release_and_cancel, NULL);
    victim = spawn("b", hold_10ms, NULL);
    spawn("c", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: lock held by a\n"
                 "[   0] c waits: lock held by a\n"
                 "[  10] a done\n"
                 "[  10] b cancelled\n"
                 "[  10] c waits: sleep\n"
                 "[  20] c done\n");
}

static int wait_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, hold_10ms(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("a", hold_10ms, NULL);
    spawn("b", wait_5ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: lock held by a\n"
                 "[   5] b failed: TimeoutError\n"
                 "[  10] a done\n");
}

static int keep(void *arg)
{
    return async_lock_acquire(&lock);
}

TEST(holder_that_ends_without_releasing_leaves_a_deadlock)
{
    spawn("a", keep, NULL);
    spawn("b", hold_10ms, NULL);
    expect_trace("[   0] a done\n"
                 "[   0] b waits: lock held by a\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
    assert_true(async_lock_is_locked(&lock));
}

static int newcomer(void *arg)
{
    int err = async_sleep(10);
    if (err)
        return err;
    say("comes");
    return hold_10ms(NULL);
}

TEST(newcomer_does_not_overtake_who_was_woken)
{
    spawn("a", hold_10ms, NULL);
    spawn("c", newcomer, NULL);
    spawn("b", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] c waits: sleep\n"
                 "[   0] b waits: lock held by a\n"
                 "[  10] a done\n"
                 "[  10] c: comes\n"
                 "[  10] c waits: lock\n"
                 "[  10] b waits: sleep\n"
                 "[  20] b done\n"
                 "[  20] c waits: sleep\n"
                 "[  30] c done\n");
}

static int release_free_lock(void *arg)
{
    return async_lock_release(&lock);
}

TEST(releasing_a_free_lock_is_an_error)
{
    spawn("a", release_free_lock, NULL);
    expect_trace("[   0] a failed: RuntimeError\n");
}

TEST(only_a_task_can_acquire)
{
    assert_int_equal(async_lock_acquire(&lock), ASYNC_ERUNTIME);
    assert_false(async_lock_is_locked(&lock));
}

#define LOCK_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOCK_CASE(a_free_lock_is_taken_without_waiting),
        LOCK_CASE(waiters_take_it_in_arrival_order),
        LOCK_CASE(cancelled_waiter_leaves_the_line),
        LOCK_CASE(waiter_cancelled_after_the_wake_lets_the_next_one_go),
        LOCK_CASE(waiting_can_time_out),
        LOCK_CASE(holder_that_ends_without_releasing_leaves_a_deadlock),
        LOCK_CASE(newcomer_does_not_overtake_who_was_woken),
        LOCK_CASE(releasing_a_free_lock_is_an_error),
        LOCK_CASE(only_a_task_can_acquire),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
