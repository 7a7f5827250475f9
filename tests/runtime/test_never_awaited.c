/* Coroutine objects of which nothing ever ran. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include <async.h>

static char said[512]; /* the reports, a line each */

static void note(const struct async_report *report, void *arg)
{
    size_t len = strlen(said);
    snprintf(said + len, sizeof(said) - len, "%s\n", report->message);
}

static void run(async_fn *fn)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL, .report = note };
    said[0] = '\0';
    assert_int_equal(async_run_with(&options, async_coro(fn, NULL), NULL), 0);
}

static int soup(void *arg)
{
    return async_sleep(1);
}

static int tea(void *arg)
{
    return async_sleep(1);
}

static struct async_coro *kept[2];

static int forget_two(void *arg)
{
    kept[0] = async_coro(soup, NULL);
    kept[1] = async_coro(tea, NULL);
    return 0;
}

static void forgotten_objects_are_reported_when_the_loop_ends(void **state)
{
    run(forget_two);
    assert_string_equal(said, "coroutine 'soup' was never awaited\n"
                              "coroutine 'tea' was never awaited\n");
    async_coro_close(kept[0]);
    async_coro_close(kept[1]);
}

static void an_object_can_be_closed_after_its_loop(void **state)
{
    run(forget_two);
    said[0] = '\0';
    async_coro_close(kept[0]);
    async_coro_close(kept[1]);
    assert_string_equal(said, "");
}

static int close_between(void *arg)
{
    struct async_coro *first = async_coro(soup, NULL);
    struct async_coro *second = async_coro(tea, NULL);
    struct async_coro *third = async_coro(soup, NULL);
    async_coro_close(second);
    int err = async_await(third, NULL);
    return err ? err : async_await(first, NULL);
}

static void a_closed_object_is_reported_at_once_and_only_once(void **state)
{
    run(close_between);
    assert_string_equal(said, "coroutine 'tea' was never awaited\n");
}

static int use_all(void *arg)
{
    struct async_task *task = async_create_task(async_coro(tea, NULL));
    struct async_coro *calls[] = { async_coro(soup, NULL), async_coro(tea, NULL) };
    int err = async_gather(calls, 2, NULL);
    if (!err)
        err = async_wait_for(async_coro(soup, NULL), 10, NULL);
    async_task_release(task);
    return err;
}

static void objects_that_were_awaited_or_became_tasks_are_not_reported(void **state)
{
    run(use_all);
    assert_string_equal(said, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forgotten_objects_are_reported_when_the_loop_ends),
        cmocka_unit_test(an_object_can_be_closed_after_its_loop),
        cmocka_unit_test(a_closed_object_is_reported_at_once_and_only_once),
        cmocka_unit_test(objects_that_were_awaited_or_became_tasks_are_not_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
