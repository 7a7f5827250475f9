/* Timeouts: a scope's own cancellation becomes ASYNC_ETIMEDOUT, any other stays what it is. */
#include "harness.h"

static int sleep_in_scope(int64_t limit_ms, int64_t sleep_ms)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, limit_ms);
    if (err)
        return err;
    err = async_timeout_exit(&scope, async_sleep(sleep_ms));
    say(async_timeout_has_expired(&scope) ? "expired" : "in time");
    return err;
}

static int in_time(void *arg)
{
    return sleep_in_scope(10, 5);
}

static int too_late(void *arg)
{
    return sleep_in_scope(5, 10);
}

static int without_limit(void *arg)
{
    return sleep_in_scope(ASYNC_NO_TIMEOUT, 10);
}

static int no_time_at_all(void *arg)
{
    return sleep_in_scope(0, 10);
}

TEST(what_is_in_time_is_left_alone)
{
    spawn("a", in_time, NULL);
    spawn("b", without_limit, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] a: in time\n"
                 "[   5] a done\n"
                 "[  10] b: in time\n"
                 "[  10] b done\n");
}

TEST(what_is_late_times_out)
{
    spawn("a", too_late, NULL);
    spawn("b", no_time_at_all, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] b: expired\n"
                 "[   0] b failed: TimeoutError\n"
                 "[   5] a: expired\n"
                 "[   5] a failed: TimeoutError\n");
}

TEST(cancellation_from_outside_stays_one)
{
    cancel_at_ms(spawn("a", too_late, NULL), 3);
    expect_trace("[   0] a waits: sleep\n"
                 "[   3] a: in time\n"
                 "[   3] a cancelled\n");
}

TEST(outside_cancellation_at_the_same_moment_wins)
{
    cancel_at_ms(spawn("a", too_late, NULL), 5);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a: expired\n"
                 "[   5] a cancelled\n");
}

static int nested(void *arg)
{
    struct async_timeout outer;
    int err = async_timeout_enter(&outer, 10);
    if (err)
        return err;
    err = sleep_in_scope(5, 20);
    say(async_error_name(err));
    err = async_sleep(20);
    return async_timeout_exit(&outer, err);
}

TEST(inner_scope_ends_before_the_outer_one)
{
    spawn("a", nested, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   5] a: expired\n"
                 "[   5] a: TimeoutError\n"
                 "[   5] a waits: sleep\n"
                 "[  10] a failed: TimeoutError\n");
}

static int moved(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter_at(&scope, 5);
    if (err)
        return err;
    assert_int_equal(async_timeout_when(&scope), 5);
    assert_int_equal(async_timeout_reschedule(&scope, 20), 0);
    assert_int_equal(async_timeout_when(&scope), 20);
    err = async_sleep(10);
    if (!err)
        err = async_timeout_reschedule_at(&scope, 12);
    err = async_timeout_exit(&scope, err ? err : async_sleep(100));
    assert_int_equal(async_timeout_reschedule(&scope, 1), ASYNC_ERUNTIME);
    return err;
}

TEST(deadline_can_be_moved)
{
    spawn("a", moved, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[  10] a waits: sleep\n"
                 "[  12] a failed: TimeoutError\n");
}

static int nap(void *arg)
{
    int err = async_sleep(10);
    return err ? err : async_return("slept");
}

static int wait_for_nap(void *limit_ms)
{
    void *text = NULL;
    int err = async_wait_for(async_coro(nap, NULL), (int64_t)(uintptr_t)limit_ms, &text);
    if (!err)
        say(text);
    return err;
}

#define MS(n) ((void *)(uintptr_t)(n))

TEST(wait_for_runs_the_coroutine_inline)
{
    spawn("a", wait_for_nap, MS(20));
    spawn("b", wait_for_nap, MS(5));
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] b failed: TimeoutError\n"
                 "[  10] a: slept\n"
                 "[  10] a done\n");
}

TEST(wait_for_without_time_cancels_it_before_it_starts)
{
    spawn("a", wait_for_nap, MS(0));
    expect_trace("[   0] a waits: cancellation\n"
                 "[   0] nap cancelled\n"
                 "[   0] a failed: TimeoutError\n");
}

static int wait_for_done(void *arg)
{
    struct async_future future;
    void *text = NULL;
    async_future_init(&future, "f");
    int err = async_future_set_result(&future, "soup");
    if (!err)
        err = async_wait_for(&future, 0, &text);
    if (!err)
        say(text);
    async_future_finish(&future);
    return err;
}

static int wait_for_nothing(void *limit_ms)
{
    struct async_future *none = NULL;
    return async_wait_for(none, (int64_t)(uintptr_t)limit_ms, NULL);
}

TEST(wait_for_no_future_is_no_memory)
{
    spawn("a", wait_for_nothing, MS(0));
    spawn("b", wait_for_nothing, MS(5));
    expect_trace("[   0] a failed: MemoryError\n"
                 "[   0] b failed: MemoryError\n");
}

TEST(wait_for_a_done_future_needs_no_time)
{
    spawn("a", wait_for_done, NULL);
    expect_trace("[   0] a: soup\n"
                 "[   0] a done\n");
}

static struct async_task *sleeper;

static int sleep_long(void *arg)
{
    return async_sleep(1000);
}

static int wait_for_task(void *arg)
{
    return async_wait_for(sleeper, 5, NULL);
}

TEST(wait_for_a_task_cancels_it_when_the_time_is_over)
{
    sleeper = spawn("s", sleep_long, NULL);
    spawn("a", wait_for_task, NULL);
    expect_trace("[   0] s waits: sleep\n"
                 "[   0] a waits: task held by s\n"
                 "[   5] s cancelled\n"
                 "[   5] a failed: TimeoutError\n");
}

static int sleep_as_long_as_the_limit(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 2);
    return err ? err : async_timeout_exit(&scope, async_sleep(2));
}

/* The scope has no deadline yet when the sleep looks at the clock: it gets its own first. */
TEST(on_the_real_clock_a_scope_expires_before_a_later_sleep)
{
    assert_int_equal(run_unwatched(sleep_as_long_as_the_limit, NULL), ASYNC_ETIMEDOUT);
}

/* More scopes at once than are left without a look at the clock; each asks for its deadline,
 * and is left from the middle. */
static int enter_many(void *arg)
{
    struct async_timeout scopes[100];
    for (int i = 0; i < 100; i++)
        assert_int_equal(async_timeout_enter(&scopes[i], 1000 + i), 0);
    for (int i = 0; i < 100; i += 2)
        assert_int_equal(async_timeout_exit(&scopes[i], 0), 0);
    int err = async_sleep(0);
    for (int i = 1; i < 100; i += 2) {
        assert_true(async_timeout_when(&scopes[i]) >= 1000 + i);
        assert_int_equal(async_timeout_exit(&scopes[i], 0), 0);
    }
    return err;
}

TEST(scopes_are_left_in_any_order)
{
    assert_int_equal(run_unwatched(enter_many, NULL), 0);
}

static int ask_when(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 500);
    if (!err)
        err = async_timeout_exit(&scope, 0);
    assert_true(async_timeout_when(&scope) >= *(int64_t *)arg + 500);
    return err;
}

static int ask_when_late(void *arg)
{
    async_block(2);
    int64_t now_ms = async_time_ms();
    return ask_when(&now_ms);
}

TEST(the_deadline_of_a_scope_that_was_left_at_once_is_a_time)
{
    assert_int_equal(run_unwatched(ask_when_late, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_is_in_time_is_left_alone),
        CASE(what_is_late_times_out),
        CASE(cancellation_from_outside_stays_one),
        CASE(outside_cancellation_at_the_same_moment_wins),
        CASE(inner_scope_ends_before_the_outer_one),
        CASE(deadline_can_be_moved),
        CASE(wait_for_runs_the_coroutine_inline),
        CASE(wait_for_without_time_cancels_it_before_it_starts),
        CASE(wait_for_no_future_is_no_memory),
        CASE(wait_for_a_done_future_needs_no_time),
        CASE(wait_for_a_task_cancels_it_when_the_time_is_over),
        CASE(on_the_real_clock_a_scope_expires_before_a_later_sleep),
        CASE(scopes_are_left_in_any_order),
        CASE(the_deadline_of_a_scope_that_was_left_at_once_is_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
