/* Running a program: its result, and what becomes of the tasks it leaves behind. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <async.h>

#include "check.h"

static char said[1024]; /* notes of the tasks and reports of the loop, a line each */

static void note(const char *text)
{
    size_t len = strlen(said);
    snprintf(said + len, sizeof(said) - len, "%s\n", text);
}

static void note_report(const struct async_report *report, void *arg)
{
    note(report->message);
}

static int run(struct async_coro *main_coro, void **ret_result)
{
    const struct async_options options = {
        .clock = ASYNC_CLOCK_VIRTUAL,
        .report = note_report,
    };
    said[0] = '\0';
    return async_run_with(&options, main_coro, ret_result);
}

static int answer(void *arg)
{
    return async_return(arg);
}

TEST(result_of_the_main_task_is_the_result)
{
    void *result = NULL;
    assert_int_equal(run(async_coro(answer, "soup"), &result), 0);
    assert_string_equal(result, "soup");
    assert_string_equal(said, "");
}

static int fail_with_message(void *arg)
{
    return async_raise(ASYNC_EVALUE, "no soup");
}

TEST(error_of_the_main_task_is_reported_and_returned)
{
    assert_int_equal(run(async_coro(fail_with_message, NULL), NULL), ASYNC_EVALUE);
    assert_string_equal(said, "task 'fail_with_message' failed: invalid value: no soup\n");
}

static int lose_group(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (!err)
        err = async_group_create_task(&group, async_coro(fail_with_message, NULL), NULL);
    return async_group_exit(&group, err);
}

static int lose_two(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (!err)
        err = async_group_create_task(&group, async_coro(lose_group, NULL), NULL);
    if (!err)
        err = async_sleep(0);
    return async_group_exit(&group, err ? err : ASYNC_EVALUE);
}

TEST(errors_of_a_group_are_all_reported)
{
    assert_int_equal(run(async_coro(lose_group, NULL), NULL), ASYNC_EGROUP);
    assert_string_equal(said, "task 'lose_group' failed: errors in a group: "
                              "invalid value: no soup\n");
    assert_int_equal(run(async_coro(lose_two, NULL), NULL), ASYNC_EGROUP);
    assert_string_equal(said, "task 'lose_two' failed: errors in a group: "
                              "(errors in a group: invalid value: no soup); invalid value\n");
}

static int clean_up(void *name)
{
    int err = async_sleep(1000);
    note(name);
    return err;
}

static int leave_two(void *arg)
{
    async_task_release(async_create_task(async_coro(clean_up, "first")));
    async_task_release(async_create_task(async_coro(clean_up, "second")));
    return async_sleep(0);
}

TEST(tasks_that_are_left_are_cancelled_in_order)
{
    assert_int_equal(run(async_coro(leave_two, NULL), NULL), 0);
    assert_string_equal(said, "first\nsecond\n");
}

static int fail_in_clean_up(void *arg)
{
    int err = async_sleep(1000);
    return err ? ASYNC_EINCOMPLETE : 0;
}

static int leave_failing(void *arg)
{
    struct async_task *task = async_create_task(async_coro(fail_in_clean_up, NULL));
    async_task_set_name(task, "left");
    async_task_release(task);
    return async_sleep(0);
}

TEST(failure_of_one_that_is_left_is_reported)
{
    assert_int_equal(run(async_coro(leave_failing, NULL), NULL), 0);
    assert_string_equal(said, "task 'left' failed while the loop was closing: "
                              "the stream ended too early\n");
}

static struct async_event never;

static int wait_for_ever(void *arg)
{
    async_event_init(&never);
    return async_event_wait(&never);
}

TEST(deadlock_is_told_apart_from_waiting)
{
    assert_int_equal(run(async_coro(wait_for_ever, NULL), NULL), ASYNC_EDEADLOCK);
    assert_non_null(strstr(said, "deadlock: wait_for_ever#1 waits for event 'never'"));
    assert_non_null(strstr(said, "task 'wait_for_ever' was destroyed before it was done"));
}

static int run_inside(void *arg)
{
    int err = async_run(async_coro(answer, NULL), NULL);
    assert_int_equal(err, ASYNC_ERUNTIME);
    return 0;
}

TEST(a_thread_runs_one_loop_at_a_time)
{
    assert_int_equal(run(async_coro(run_inside, NULL), NULL), 0);
}

static int give_way(void *arg)
{
    int err = 0;
    for (int i = 0; i < 1000 && !err; i++)
        err = async_sleep(0);
    return err ? err : async_return(arg);
}

static void *run_in_thread(void *arg)
{
    void *result = NULL;
    return async_run(async_coro(give_way, arg), &result) ? NULL : result;
}

TEST(threads_may_each_run_one)
{
    pthread_t threads[2];
    int answers[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_in_thread, &answers[i]), 0);
    for (int i = 0; i < 2; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_ptr_equal(result, &answers[i]);
    }
}

static int run_again_inside(void *loop)
{
    struct async_future *other = async_future_create("never");
    int err = async_loop_run_until_complete(loop, other);
    async_future_release(other);
    return err;
}

TEST(a_running_loop_is_not_run_again)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    struct async_loop *loop;
    assert_int_equal(async_loop_create(&options, &loop), 0);
    struct async_task *task = async_create_task(async_coro(run_again_inside, loop));
    assert_int_equal(async_loop_run_until_complete(loop, async_task_future(task)), 0);
    assert_int_equal(async_future_result(async_task_future(task), NULL), ASYNC_ERUNTIME);
    async_task_release(task);
    async_loop_destroy(loop);
}

TEST(no_coroutine_is_no_memory)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    assert_int_equal(async_run_with(&options, NULL, NULL), ASYNC_ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(result_of_the_main_task_is_the_result),
        cmocka_unit_test(error_of_the_main_task_is_reported_and_returned),
        cmocka_unit_test(errors_of_a_group_are_all_reported),
        cmocka_unit_test(tasks_that_are_left_are_cancelled_in_order),
        cmocka_unit_test(failure_of_one_that_is_left_is_reported),
        cmocka_unit_test(deadlock_is_told_apart_from_waiting),
        cmocka_unit_test(a_thread_runs_one_loop_at_a_time),
        cmocka_unit_test(threads_may_each_run_one),
        cmocka_unit_test(a_running_loop_is_not_run_again),
        cmocka_unit_test(no_coroutine_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
