#include "check.h"

#include "trace/ending.h"
#include "traced.h"

#define BEGINNING                                                   \
    "{\"ev\":\"trace\",\"version\":1}\n"                            \
    "{\"ev\":\"task\",\"task\":1,\"name\":\"cook\",\"number\":2}\n" \
    "{\"ev\":\"run\",\"task\":1}\n"
#define SLEEPS "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"at\":\"a.c:3\"}\n"

/* NULL: nothing is said. */
static void expect_ending(const char *lines, const char *said)
{
    struct recording recording;
    struct buf out = { 0 };
    traced_lines(&recording, lines);
    assert_int_equal(ending_describe(&recording, &out), said != NULL);
    assert_string_equal(buf_str(&out), said ? said : "");
    buf_finish(&out);
    recording_finish(&recording);
}

TEST(trace_that_comes_to_its_end_needs_no_words)
{
    expect_ending(BEGINNING SLEEPS "{\"ev\":\"end\"}\n", NULL);
}

TEST(trace_that_was_cut_names_who_ran_and_where)
{
    expect_ending(
        BEGINNING SLEEPS "{\"ev\":\"run\",\"task\":1}\n",
        "test was cut short: it ends in the middle of the loop while cook#2 ran, last "
        "seen at a.c:3");
}

TEST(trace_that_was_cut_between_two_steps_names_nobody)
{
    expect_ending(BEGINNING SLEEPS, "test was cut short: it ends in the middle of the loop");
}

TEST(trace_that_is_more_than_can_be_kept_goes_on)
{
    struct recording recording;
    struct diag diag = { 0 };
    struct buf out = { 0 };
    recording_init(&recording, "test");
    recording.limit = 2;
    assert_int_equal(recording_feed(&recording, BEGINNING, strlen(BEGINNING), &diag), 0);
    assert_true(ending_describe(&recording, &out));
    assert_string_equal(buf_str(&out), "test goes on: only 2 events can be kept (--trace=log "
                                       "shows any number)");
    buf_finish(&out);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trace_that_comes_to_its_end_needs_no_words),
        cmocka_unit_test(trace_that_was_cut_names_who_ran_and_where),
        cmocka_unit_test(trace_that_was_cut_between_two_steps_names_nobody),
        cmocka_unit_test(trace_that_is_more_than_can_be_kept_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
