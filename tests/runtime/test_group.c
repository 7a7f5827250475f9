/* Task groups: left together, and no error is lost. */
#include "harness.h"

static int sleep_10ms(void *arg)
{
    return async_sleep(10);
}

static int fail_at_5ms(void *arg)
{
    int err = async_sleep(5);
    return err ? err : async_raise(ASYNC_EVALUE, "%s", (const char *)arg);
}

static int fail_when_cancelled(void *arg)
{
    int err = async_sleep(100);
    return err ? async_raise(ASYNC_EUSER - 1, "%s", (const char *)arg) : 0;
}

/* One child named `a`, another named `b`; then the body ends with `err`. */
static int run_group(async_fn *a, async_fn *b, int body_err)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    struct async_task *tasks[2];
    assert_int_equal(async_group_create_task(&group, async_coro(a, "first"), &tasks[0]), 0);
    assert_int_equal(async_group_create_task(&group, async_coro(b, "second"), &tasks[1]), 0);
    async_task_set_name(tasks[0], "a");
    async_task_set_name(tasks[1], "b");
    async_task_release(tasks[0]);
    async_task_release(tasks[1]);
    return async_group_exit(&group, body_err);
}

/* Says the errors of a group. */
static int tell_errors(int err)
{
    const struct async_error *all = async_error_last(err);
    for (size_t i = 0; err == ASYNC_EGROUP && i < all->n_errors; i++) {
        char text[64];
        snprintf(text, sizeof(text), "%s %s", async_error_name(all->errors[i]->code),
                 all->errors[i]->message);
        say(text);
    }
    return err;
}

static int wait_for_both(void *arg)
{
    return run_group(sleep_10ms, sleep_10ms, 0);
}

TEST(the_owner_waits_for_all)
{
    spawn("owner", wait_for_both, NULL);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[  10] a done\n"
                 "[  10] b done\n"
                 "[  10] owner done\n");
}

static int empty(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    return err ? err : async_group_exit(&group, 0);
}

TEST(an_empty_group_does_not_wait)
{
    spawn("owner", empty, NULL);
    expect_trace("[   0] owner done\n");
}

static int one_fails(void *arg)
{
    return tell_errors(run_group(fail_at_5ms, sleep_10ms, 0));
}

TEST(child_that_fails_cancels_the_others)
{
    spawn("owner", one_fails, NULL);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] a failed: ValueError\n"
                 "[   5] b cancelled\n"
                 "[   5] owner waits: group\n"
                 "[   5] owner: ValueError first\n"
                 "[   5] owner failed: ExceptionGroup\n");
}

static int both_fail(void *arg)
{
    return tell_errors(run_group(fail_at_5ms, fail_when_cancelled, 0));
}

TEST(no_error_is_lost)
{
    spawn("owner", both_fail, NULL);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] a failed: ValueError\n"
                 "[   5] b failed: Error\n"
                 "[   5] owner waits: group\n"
                 "[   5] owner: ValueError first\n"
                 "[   5] owner: Error second\n"
                 "[   5] owner failed: ExceptionGroup\n");
}

static int body_fails(void *arg)
{
    return tell_errors(run_group(sleep_10ms, fail_when_cancelled, ASYNC_EINCOMPLETE));
}

TEST(body_that_fails_cancels_them_and_its_error_comes_last)
{
    spawn("owner", body_fails, NULL);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a cancelled\n"
                 "[   0] b cancelled\n"
                 "[   0] owner: IncompleteReadError \n"
                 "[   0] owner failed: ExceptionGroup\n");
}

TEST(cancelled_owner_cancels_them)
{
    cancel_at_ms(spawn("owner", wait_for_both, NULL), 5);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] owner waits: group\n"
                 "[   5] a cancelled\n"
                 "[   5] b cancelled\n"
                 "[   5] owner cancelled\n");
}

static int in_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, wait_for_both(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("owner", in_5ms, NULL);
    expect_trace("[   0] owner waits: group\n"
                 "[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   5] owner waits: group\n"
                 "[   5] a cancelled\n"
                 "[   5] b cancelled\n"
                 "[   5] owner failed: TimeoutError\n");
}

/* Not even when it is cancelled. */
static int never_end(void *arg)
{
    struct async_event never;
    async_event_init(&never);
    int err = async_event_wait(&never);
    return err ? async_event_wait(&never) : 0;
}

static int fail_beside_one_that_never_ends(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = async_group_create_task(&group, async_coro(never_end, NULL), NULL);
    if (!err)
        err = async_sleep(0);
    return async_group_exit(&group, err ? err : async_raise(ASYNC_EVALUE, "no soup"));
}

/* With the error of its body: the sanitizers would see it leak. */
TEST(owner_that_cannot_leave_is_dropped)
{
    spawn("owner", fail_beside_one_that_never_ends, NULL);
    expect_trace("[   0] owner yields\n"
                 "[   0] never_end waits: event\n"
                 "[   0] owner waits: group\n"
                 "[   0] never_end waits: event\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n"
                 "[   0] warning: pending\n");
}

static int too_late(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (!err)
        err = async_group_exit(&group, 0);
    if (err)
        return err;
    return async_group_create_task(&group, async_coro(sleep_10ms, NULL), NULL);
}

TEST(group_that_is_over_takes_no_task)
{
    spawn("owner", too_late, NULL);
    expect_trace("[   0] owner failed: RuntimeError\n");
}

TEST(only_a_task_can_enter)
{
    struct async_group group;
    assert_int_equal(async_group_enter(&group), ASYNC_ERUNTIME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_owner_waits_for_all),
        CASE(an_empty_group_does_not_wait),
        CASE(child_that_fails_cancels_the_others),
        CASE(no_error_is_lost),
        CASE(body_that_fails_cancels_them_and_its_error_comes_last),
        CASE(cancelled_owner_cancels_them),
        CASE(waiting_can_time_out),
        CASE(owner_that_cannot_leave_is_dropped),
        CASE(group_that_is_over_takes_no_task),
        CASE(only_a_task_can_enter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
