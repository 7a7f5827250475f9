/* Semaphores: so many at a time, the others in arrival order. */
#include "harness.h"

static struct async_semaphore sem;
static struct async_task *victim;

static int init(void **state)
{
    async_semaphore_init(&sem, 1);
    return begin(state);
}

static int hold_10ms(void *arg)
{
    int err = async_semaphore_acquire(&sem);
    if (err)
        return err;
    err = async_sleep(10);
    async_semaphore_release(&sem);
    return err;
}

TEST(free_permits_are_taken_without_waiting)
{
    async_semaphore_init(&sem, 2);
    spawn("a", hold_10ms, NULL);
    spawn("b", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[  10] a done\n"
                 "[  10] b done\n");
}

TEST(waiters_get_permits_in_arrival_order)
{
    spawn("a", hold_10ms, NULL);
    spawn("b", hold_10ms, NULL);
    spawn("c", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: semaphore\n"
                 "[   0] c waits: semaphore\n"
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
                 "[   0] b waits: semaphore\n"
                 "[   0] c waits: semaphore\n"
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

TEST(cancelled_waiter_gives_the_permit_back)
{
    spawn("a", release_and_cancel, NULL);
    victim = spawn("b", hold_10ms, NULL);
    spawn("c", hold_10ms, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: semaphore\n"
                 "[   0] c waits: semaphore\n"
                 "[  10] a done\n"
                 "[  10] b cancelled\n"
                 "[  10] c waits: sleep\n"
                 "[  20] c done\n");
    assert_false(async_semaphore_is_locked(&sem));
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
                 "[   0] b waits: semaphore\n"
                 "[   5] b failed: TimeoutError\n"
                 "[  10] a done\n");
}

static int keep(void *arg)
{
    return async_semaphore_acquire(&sem);
}

TEST(permit_that_is_never_released_leaves_a_deadlock)
{
    spawn("a", keep, NULL);
    spawn("b", hold_10ms, NULL);
    expect_trace("[   0] a done\n"
                 "[   0] b waits: semaphore\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

TEST(bounded_one_refuses_to_be_released_too_often)
{
    async_bounded_semaphore_init(&sem, 1);
    assert_int_equal(async_semaphore_release(&sem), ASYNC_EVALUE);
    async_semaphore_init(&sem, 1);
    assert_int_equal(async_semaphore_release(&sem), 0);
}

static int release_two(void *arg)
{
    int err = async_sleep(10);
    async_semaphore_release(&sem);
    async_semaphore_release(&sem);
    return err;
}

TEST(two_permits_wake_two)
{
    async_semaphore_init(&sem, 0);
    spawn("a", hold_10ms, NULL);
    spawn("b", hold_10ms, NULL);
    spawn("r", release_two, NULL);
    expect_trace("[   0] a waits: semaphore\n"
                 "[   0] b waits: semaphore\n"
                 "[   0] r waits: sleep\n"
                 "[  10] r done\n"
                 "[  10] a waits: sleep\n"
                 "[  10] b waits: sleep\n"
                 "[  20] a done\n"
                 "[  20] b done\n");
}

TEST(only_a_task_can_acquire)
{
    assert_int_equal(async_semaphore_acquire(&sem), ASYNC_ERUNTIME);
}

#define SEM_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEM_CASE(free_permits_are_taken_without_waiting),
        SEM_CASE(waiters_get_permits_in_arrival_order),
        SEM_CASE(cancelled_waiter_leaves_the_line),
        SEM_CASE(cancelled_waiter_gives_the_permit_back),
        SEM_CASE(waiting_can_time_out),
        SEM_CASE(permit_that_is_never_released_leaves_a_deadlock),
        SEM_CASE(bounded_one_refuses_to_be_released_too_often),
        SEM_CASE(two_permits_wake_two),
        SEM_CASE(only_a_task_can_acquire),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
