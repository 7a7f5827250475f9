/* Errors: a code, and a detail that travels with it. */
#include "harness.h"

TEST(message_is_found_by_its_code)
{
    assert_int_equal(async_raise(ASYNC_EVALUE, "no page %d", 7), ASYNC_EVALUE);
    assert_string_equal(async_error_message(ASYNC_EVALUE), "no page 7");
    assert_string_equal(async_error_message(ASYNC_ERUNTIME), "");
    assert_int_equal(async_raise(ASYNC_ERUNTIME, "%s", ""), ASYNC_ERUNTIME);
    assert_null(async_error_last(ASYNC_ERUNTIME));
    assert_string_equal(async_error_message(ASYNC_EVALUE), "");
}

TEST(detail_that_is_kept_can_be_raised_again)
{
    assert_int_equal(async_raise(ASYNC_EVALUE, "first"), ASYNC_EVALUE);
    struct async_error *kept = async_error_retain(async_error_last(ASYNC_EVALUE));
    assert_int_equal(async_raise(ASYNC_EVALUE, "second"), ASYNC_EVALUE);
    assert_int_equal(async_error_reraise(kept), ASYNC_EVALUE);
    assert_string_equal(async_error_message(ASYNC_EVALUE), "first");
    async_error_release(kept);
    assert_int_equal(async_error_reraise(NULL), 0);
}

static int raise_a(void *arg)
{
    return async_raise(ASYNC_EVALUE, "%s", (const char *)arg);
}

static int keep_apart(void *arg)
{
    int err = raise_a(arg);
    int late = async_sleep(0);
    say(async_error_message(err));
    return late;
}

TEST(each_task_has_its_own_last_error)
{
    spawn("a", keep_apart, "one");
    spawn("b", keep_apart, "two");
    expect_trace("[   0] a yields\n"
                 "[   0] b yields\n"
                 "[   0] a: one\n"
                 "[   0] a done\n"
                 "[   0] b: two\n"
                 "[   0] b done\n");
}

TEST(codes_have_asyncios_names_and_a_text)
{
    assert_string_equal(async_error_name(ASYNC_ECANCELED), "CancelledError");
    assert_string_equal(async_error_name(ASYNC_EGROUP), "ExceptionGroup");
    assert_string_equal(async_error_name(-ENOENT), "OSError");
    assert_string_equal(async_error_name(ASYNC_EUSER - 1), "Error");
    assert_string_equal(async_strerror(-ENOENT), strerror(ENOENT));
    assert_string_equal(async_strerror(0), "no error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(message_is_found_by_its_code),
        CASE(detail_that_is_kept_can_be_raised_again),
        CASE(each_task_has_its_own_last_error),
        CASE(codes_have_asyncios_names_and_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
