/* gather: all results in the order of the arguments, or the first error. */
#include "harness.h"

static int answer_after(void *text)
{
    int err = async_sleep((int64_t)strlen(text));
    return err ? err : async_return(text);
}

static int fail_after_2ms(void *arg)
{
    int err = async_sleep(2);
    return err ? err : async_raise(ASYNC_EVALUE, "no");
}

static int gather_words(void *arg)
{
    struct async_coro *calls[] = {
        async_coro(answer_after, "three"),
        async_coro(answer_after, "a"),
        async_coro(answer_after, "to"),
    };
    void *words[3];
    int err = async_gather(calls, 3, words);
    for (int i = 0; i < 3 && !err; i++)
        say(words[i]);
    return err;
}

TEST(results_come_in_argument_order)
{
    spawn("g", gather_words, NULL);
    expect_trace("[   0] g waits: gather\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after done\n"
                 "[   2] answer_after done\n"
                 "[   5] answer_after done\n"
                 "[   5] g: three\n"
                 "[   5] g: a\n"
                 "[   5] g: to\n"
                 "[   5] g done\n");
}

TEST(cancelling_it_cancels_all)
{
    cancel_at_ms(spawn("g", gather_words, NULL), 1);
    expect_trace("[   0] g waits: gather\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after cancelled\n"
                 "[   1] answer_after cancelled\n"
                 "[   1] answer_after cancelled\n"
                 "[   1] g cancelled\n");
}

static int gather_failing(void *arg)
{
    struct async_coro *calls[] = {
        async_coro(answer_after, "three"),
        async_coro(fail_after_2ms, NULL),
    };
    return async_gather(calls, 2, NULL);
}

TEST(first_error_ends_it_and_the_others_run_on)
{
    spawn("g", gather_failing, NULL);
    spawn("other", answer_after, "ten ticks.");
    expect_trace("[   0] g waits: gather\n"
                 "[   0] other waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] fail_after_2ms waits: sleep\n"
                 "[   2] fail_after_2ms failed: ValueError\n"
                 "[   2] g failed: ValueError\n"
                 "[   5] answer_after done\n"
                 "[  10] other done\n");
}

static int gather_outcomes(void *arg)
{
    struct async_coro *calls[] = {
        async_coro(answer_after, "a"),
        async_coro(fail_after_2ms, NULL),
    };
    struct async_outcome ends[2];
    int err = async_gather_outcomes(calls, 2, ends);
    if (err)
        return err;
    assert_int_equal(ends[0].err, 0);
    assert_string_equal(ends[0].result, "a");
    assert_int_equal(ends[1].err, ASYNC_EVALUE);
    assert_string_equal(ends[1].error->message, "no");
    async_error_release(ends[0].error);
    async_error_release(ends[1].error);
    return 0;
}

TEST(outcomes_hold_the_errors_too)
{
    spawn("g", gather_outcomes, NULL);
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_future_result(async_task_future(bench.tasks[0]), NULL), 0);
}

static int gather_tasks_and_futures(void *arg)
{
    struct async_task *tasks[] = {
        async_create_task(async_coro(answer_after, "three")),
        async_create_task(async_coro(answer_after, "a")),
    };
    struct async_future *futures[] = { async_task_future(tasks[1]),
                                       async_task_future(tasks[1]) };
    void *words[2];
    struct async_outcome ends[2];
    int err = async_gather(tasks, 2, words);
    if (!err)
        err = async_gather_outcomes(futures, 2, ends);
    say(words[0]);
    say(ends[1].result);
    async_task_release(tasks[0]);
    async_task_release(tasks[1]);
    return err;
}

TEST(what_exists_can_be_gathered_and_stays_the_callers)
{
    spawn("g", gather_tasks_and_futures, NULL);
    expect_trace("[   0] g waits: gather\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after done\n"
                 "[   5] answer_after done\n"
                 "[   5] g: three\n"
                 "[   5] g: a\n"
                 "[   5] g done\n");
}

static int gather_with_a_gap(void *arg)
{
    struct async_coro *calls[] = { async_coro(answer_after, "a"), NULL };
    struct async_task *tasks[] = { NULL };
    assert_int_equal(async_gather(calls, 2, NULL), ASYNC_ENOMEM);
    assert_int_equal(async_gather(tasks, 1, NULL), ASYNC_ENOMEM);
    assert_null(async_gather_create(tasks, 1, false, NULL));
    return 0;
}

TEST(one_that_there_was_no_memory_for_is_out_of_memory)
{
    spawn("g", gather_with_a_gap, NULL);
    expect_trace("[   0] warning: never-awaited\n"
                 "[   0] g done\n");
}

static int gather_in_2ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 3);
    return err ? err : async_timeout_exit(&scope, gather_words(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("g", gather_in_2ms, NULL);
    expect_trace("[   0] g waits: gather\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after done\n"
                 "[   2] answer_after done\n"
                 "[   3] answer_after cancelled\n"
                 "[   3] g failed: TimeoutError\n");
}

static int gather_nothing(void *arg)
{
    struct async_coro **calls = NULL;
    return async_gather(calls, 0, NULL);
}

TEST(of_nothing_it_is_done_at_once)
{
    spawn("g", gather_nothing, NULL);
    expect_trace("[   0] g done\n");
}

TEST(the_same_future_counts_once_and_stands_twice)
{
    struct async_future *future = async_future_create("f");
    struct async_future *twice[] = { future, future };
    struct async_future *all = async_gather_create(twice, 2, false, "all");
    assert_int_equal(async_future_set_result(future, "soup"), 0);
    assert_int_equal(async_loop_run_until_complete(bench.loop, all), 0);
    void *result = NULL;
    assert_int_equal(async_future_result(all, &result), 0);
    const struct async_outcome *outcomes = result;
    assert_string_equal(outcomes[0].result, "soup");
    assert_string_equal(outcomes[1].result, "soup");
    async_future_release(all);
    async_future_release(future);
}

TEST(futures_on_caller_storage_stay_the_callers)
{
    struct async_future future;
    async_future_init(&future, "f");
    struct async_future *one[] = { &future };
    struct async_future *all = async_gather_create(one, 1, false, "all");
    assert_int_equal(async_future_set_result(&future, NULL), 0);
    assert_int_equal(async_loop_run_until_complete(bench.loop, all), 0);
    async_future_release(all);
    assert_true(async_future_is_done(&future));
    async_future_finish(&future);
}

TEST(over_a_future_nobody_settles_it_goes_with_the_loop)
{
    struct async_future *future = async_future_create("f");
    struct async_future *one[] = { future };
    async_future_release(async_gather_create(one, 1, false, "all"));
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    async_future_release(future);
}

static int gather_one_twice(void *arg)
{
    struct async_coro *call = async_coro(answer_after, "a");
    struct async_coro *calls[] = { call, call };
    void *results[2];
    int err = async_gather(calls, 2, results);
    if (err)
        return err;
    assert_string_equal(results[0], "a");
    assert_string_equal(results[1], "a");
    return 0;
}

TEST(a_coroutine_that_stands_twice_runs_once)
{
    spawn("g", gather_one_twice, NULL);
    expect_trace("[   0] g waits: gather\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after done\n"
                 "[   1] g done\n");
}

static int gather_a_reused_one(void *arg)
{
    struct async_coro *call = async_coro(answer_after, "a");
    struct async_task *task = async_create_task(call);
    struct async_coro *calls[] = { async_coro(answer_after, "b"), call };
    assert_int_equal(async_gather(calls, 2, NULL), ASYNC_ERUNTIME);
    int err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

TEST(a_coroutine_that_is_a_task_already_is_refused_before_any_runs)
{
    spawn("g", gather_a_reused_one, NULL);
    expect_trace("[   0] warning: never-awaited\n"
                 "[   0] g waits: task held by answer_after\n"
                 "[   0] answer_after waits: sleep\n"
                 "[   1] answer_after done\n"
                 "[   1] g done\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(results_come_in_argument_order),
        CASE(cancelling_it_cancels_all),
        CASE(first_error_ends_it_and_the_others_run_on),
        CASE(outcomes_hold_the_errors_too),
        CASE(what_exists_can_be_gathered_and_stays_the_callers),
        CASE(one_that_there_was_no_memory_for_is_out_of_memory),
        CASE(waiting_can_time_out),
        CASE(of_nothing_it_is_done_at_once),
        CASE(the_same_future_counts_once_and_stands_twice),
        CASE(futures_on_caller_storage_stay_the_callers),
        CASE(over_a_future_nobody_settles_it_goes_with_the_loop),
        CASE(a_coroutine_that_stands_twice_runs_once),
        CASE(a_coroutine_that_is_a_task_already_is_refused_before_any_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
