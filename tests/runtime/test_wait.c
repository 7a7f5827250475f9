/* wait: for all, for the first, for the first error, for so long. */
#include "harness.h"

static struct async_task *workers[2];
static enum async_return_when mode;
static int64_t limit_ms;

static int init(void **state)
{
    mode = ASYNC_ALL_COMPLETED;
    limit_ms = ASYNC_NO_TIMEOUT;
    return begin(state);
}

static int sleep_for(void *ms)
{
    return async_sleep((int64_t)(uintptr_t)ms);
}

static int fail_after(void *ms)
{
    int err = async_sleep((int64_t)(uintptr_t)ms);
    return err ? err : ASYNC_EVALUE;
}

#define MS(n) ((void *)(uintptr_t)(n))

static int wait_for_workers(void *arg)
{
    int err = async_wait(workers, 2, mode, limit_ms);
    if (err)
        return err;
    say(async_task_is_done(workers[0]) ? "a is done" : "a is not done");
    say(async_task_is_done(workers[1]) ? "b is done" : "b is not done");
    return 0;
}

static struct async_task *spawn_three(async_fn *a, async_fn *b)
{
    workers[0] = spawn("a", a, MS(10));
    workers[1] = spawn("b", b, MS(20));
    return spawn("w", wait_for_workers, NULL);
}

TEST(for_all)
{
    spawn_three(sleep_for, sleep_for);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a done\n"
                 "[  20] b done\n"
                 "[  20] w: a is done\n"
                 "[  20] w: b is done\n"
                 "[  20] w done\n");
}

TEST(for_the_first)
{
    mode = ASYNC_FIRST_COMPLETED;
    spawn_three(sleep_for, sleep_for);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a done\n"
                 "[  10] w: a is done\n"
                 "[  10] w: b is not done\n"
                 "[  10] w done\n"
                 "[  20] b done\n");
}

TEST(for_the_first_error)
{
    mode = ASYNC_FIRST_EXCEPTION;
    spawn_three(fail_after, sleep_for);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a failed: ValueError\n"
                 "[  10] w: a is done\n"
                 "[  10] w: b is not done\n"
                 "[  10] w done\n"
                 "[  20] b done\n");
}

TEST(time_that_is_over_is_no_error)
{
    limit_ms = 15;
    spawn_three(sleep_for, sleep_for);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a done\n"
                 "[  15] w: a is done\n"
                 "[  15] w: b is not done\n"
                 "[  15] w done\n"
                 "[  20] b done\n");
}

TEST(cancelling_it_cancels_nobody_else)
{
    cancel_at_ms(spawn_three(sleep_for, sleep_for), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[   5] w cancelled\n"
                 "[  10] a done\n"
                 "[  20] b done\n");
}

static int cancel_waiter(void *arg)
{
    int err = async_sleep(10);
    async_task_cancel(bench.tasks[2], NULL);
    return err;
}

TEST(it_may_be_cancelled_in_the_tick_in_which_one_ends)
{
    mode = ASYNC_FIRST_COMPLETED;
    spawn_three(cancel_waiter, sleep_for);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a done\n"
                 "[  10] w cancelled\n"
                 "[  20] b done\n");
}

static int wait_for_nothing(void *arg)
{
    return async_wait(workers, 0, ASYNC_ALL_COMPLETED, 10);
}

TEST(there_must_be_something_to_wait_for)
{
    spawn("w", wait_for_nothing, NULL);
    expect_trace("[   0] w failed: ValueError\n");
}

static int wait_for_a_gap(void *arg)
{
    struct async_task *tasks[] = { workers[0], NULL };
    assert_null(async_as_completed(tasks, 2, ASYNC_NO_TIMEOUT));
    return async_wait(tasks, 2, ASYNC_ALL_COMPLETED, 10);
}

TEST(one_that_there_was_no_memory_for_is_out_of_memory)
{
    spawn("w", wait_for_a_gap, NULL);
    expect_trace("[   0] w failed: MemoryError\n");
}

static int wait_for_the_same(void *arg)
{
    struct async_future *twice[] = { async_task_future(workers[0]),
                                     async_task_future(workers[0]) };
    return async_wait(twice, 2, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
}

TEST(a_future_may_stand_there_twice)
{
    workers[0] = spawn("a", sleep_for, MS(10));
    spawn("w", wait_for_the_same, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] w waits: wait\n"
                 "[  10] a done\n"
                 "[  10] w done\n");
}

#define WAIT_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WAIT_CASE(for_all),
        WAIT_CASE(for_the_first),
        WAIT_CASE(for_the_first_error),
        WAIT_CASE(time_that_is_over_is_no_error),
        WAIT_CASE(cancelling_it_cancels_nobody_else),
        WAIT_CASE(it_may_be_cancelled_in_the_tick_in_which_one_ends),
        WAIT_CASE(a_future_may_stand_there_twice),
        WAIT_CASE(there_must_be_something_to_wait_for),
        WAIT_CASE(one_that_there_was_no_memory_for_is_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
