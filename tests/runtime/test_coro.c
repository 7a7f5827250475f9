/* Coroutine objects: nothing of them runs until they are awaited. */
#include "harness.h"

static int tell_and_answer(void *text)
{
    say(text);
    int err = async_sleep(10);
    return err ? err : async_return("done");
}

static int await_inline(void *arg)
{
    struct async_coro *coro = async_coro(tell_and_answer, "inside");
    say("made");
    void *text = NULL;
    int err = async_await(coro, &text);
    if (!err)
        say(text);
    return err;
}

TEST(awaited_it_runs_in_the_same_task)
{
    spawn("a", await_inline, NULL);
    expect_trace("[   0] a: made\n"
                 "[   0] a: inside\n"
                 "[   0] a waits: sleep\n"
                 "[  10] a: done\n"
                 "[  10] a done\n");
}

TEST(cancellation_goes_through_it)
{
    cancel_at_ms(spawn("a", await_inline, NULL), 5);
    expect_trace("[   0] a: made\n"
                 "[   0] a: inside\n"
                 "[   0] a waits: sleep\n"
                 "[   5] a cancelled\n");
}

static int nest(void *arg)
{
    uintptr_t depth = (uintptr_t)arg;
    void *below = NULL;
    if (!depth)
        return async_return(NULL);
    int err = async_await(async_coro(nest, (void *)(depth - 1)), &below);
    return err ? err : async_return((void *)((uintptr_t)below + 1));
}

TEST(each_call_has_its_own_result)
{
    struct async_task *task = spawn("a", nest, (void *)20);
    assert_int_equal(run_tasks(), 0);
    void *result = NULL;
    assert_int_equal(async_future_result(async_task_future(task), &result), 0);
    assert_int_equal((uintptr_t)result, 20);
}

static int wait_for_ever(void *arg)
{
    struct async_future *future = arg;
    return async_await(future, NULL);
}

static int await_for_ever(void *future)
{
    return async_await(async_coro(wait_for_ever, future), NULL);
}

TEST(what_a_dropped_task_ran_inline_is_freed)
{
    struct async_future future;
    async_future_init(&future, "never");
    spawn("a", await_for_ever, &future);
    expect_trace("[   0] a waits: future\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

TEST(outside_a_task_it_cannot_be_awaited)
{
    assert_int_equal(async_await(async_coro(tell_and_answer, "no"), NULL), ASYNC_ERUNTIME);
    assert_int_equal(async_await((struct async_coro *)NULL, NULL), ASYNC_ENOMEM);
}

static int await_twice(void *arg)
{
    struct async_coro *coro = async_coro(tell_and_answer, "once");
    int err = async_await(coro, NULL);
    return err ? err : async_await(coro, NULL);
}

TEST(awaited_twice_it_is_an_error)
{
    struct async_task *task = spawn("a", await_twice, NULL);
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_future_result(async_task_future(task), NULL), ASYNC_ERUNTIME);
    assert_string_equal(async_error_message(ASYNC_ERUNTIME),
                        "cannot reuse already awaited coroutine");
}

static int await_what_is_a_task(void *arg)
{
    struct async_coro *coro = async_coro(tell_and_answer, "once");
    struct async_task *task = async_create_task(coro);
    int err = async_await(coro, NULL);
    if (async_create_task(coro))
        err = 0;
    async_coro_close(coro);
    async_task_release(task);
    return err;
}

TEST(made_a_task_it_is_nothing_else_any_more)
{
    struct async_task *task = spawn("a", await_what_is_a_task, NULL);
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_future_result(async_task_future(task), NULL), ASYNC_ERUNTIME);
}

static int hand_on_what_is_a_task(void *arg)
{
    struct async_group group;
    struct async_coro *coro = async_coro(tell_and_answer, "once");
    struct async_task *task = async_create_task(coro);
    int err = async_group_enter(&group);
    if (err)
        return err;
    assert_int_equal(async_group_create_task(&group, coro, NULL), ASYNC_ERUNTIME);
    assert_int_equal(async_wait_for(coro, 0, NULL), ASYNC_ERUNTIME);
    assert_int_equal(async_wait_for(coro, 5, NULL), ASYNC_ERUNTIME);
    assert_int_equal(async_group_create_task(&group, NULL, NULL), ASYNC_ENOMEM);
    async_task_release(task);
    return async_group_exit(&group, 0);
}

TEST(made_a_task_nobody_else_takes_it_for_a_lack_of_memory)
{
    struct async_task *task = spawn("a", hand_on_what_is_a_task, NULL);
    assert_int_equal(run_tasks(), 0);
    assert_int_equal(async_future_result(async_task_future(task), NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(awaited_it_runs_in_the_same_task),
        CASE(cancellation_goes_through_it),
        CASE(each_call_has_its_own_result),
        CASE(what_a_dropped_task_ran_inline_is_freed),
        CASE(outside_a_task_it_cannot_be_awaited),
        CASE(awaited_twice_it_is_an_error),
        CASE(made_a_task_it_is_nothing_else_any_more),
        CASE(made_a_task_nobody_else_takes_it_for_a_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
