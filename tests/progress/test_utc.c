#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "progress/utc.h"

TEST(a_moment_is_written_and_read_back)
{
    char text[UTC_TEXT_BYTES];
    int64_t at = 0;
    utc_format(1735689599, text);
    assert_string_equal(text, "2024-12-31T23:59:59Z");
    assert_true(utc_parse(text, &at));
    assert_int_equal(at, 1735689599);
}

TEST(only_the_one_form_is_read)
{
    static const char *const wrong[] = { "",
                                         "2025-01-31",
                                         "2025-02-30T00:00:00Z",
                                         "2025-01-31T00:00:00",
                                         "2025-01-31T00:00:00Z ",
                                         "2025-1-31T00:00:00Z",
                                         "1969-12-31T23:59:59Z",
                                         "2025-01-31T00:00:00+01:00" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t at = 7;
        assert_false(utc_parse(wrong[i], &at));
        assert_int_equal(at, 7);
    }
}

TEST(moments_outside_four_digit_years_are_shown_at_the_edge)
{
    char text[UTC_TEXT_BYTES];
    utc_format(INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59Z");
    utc_format(-1, text);
    assert_string_equal(text, "1970-01-01T00:00:00Z");
}

TEST(a_day_turns_at_midnight_utc)
{
    assert_int_equal(utc_day(86399), 0);
    assert_int_equal(utc_day(86400), 1);
}

TEST(the_learners_day_turns_at_local_midnight)
{
    setenv("TZ", "EST5", 1);
    tzset();
    assert_int_equal(utc_local_day(86400 + 5 * 3600 - 1), 0);
    assert_int_equal(utc_local_day(86400 + 5 * 3600), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_written_and_read_back),
        cmocka_unit_test(only_the_one_form_is_read),
        cmocka_unit_test(moments_outside_four_digit_years_are_shown_at_the_edge),
        cmocka_unit_test(a_day_turns_at_midnight_utc),
        cmocka_unit_test(the_learners_day_turns_at_local_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
