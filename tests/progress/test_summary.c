#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "progress/summary.h"

enum { DAY = 86400, WEDNESDAY = 20005 /* 2024-10-09 */ };

static const int64_t NOW = WEDNESDAY * (int64_t)DAY + 12 * 3600;

static struct summary summary_of_days(const int *days_ago, size_t count)
{
    struct attempt attempts[20] = { 0 };
    struct summary summary;
    for (size_t i = 0; i < count; i++)
        attempts[i] = (struct attempt){ .id = "a/b",
                                        .kind = ATTEMPT_CHECK,
                                        .verdict = "right",
                                        .recall = RECALL_GOOD,
                                        .at = NOW - days_ago[i] * (int64_t)DAY };
    summary_make(attempts, count, NOW, &summary);
    return summary;
}

#define SUMMARY_OF(...) \
    summary_of_days((int[]){ __VA_ARGS__ }, sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))

TEST(no_history_is_all_zero)
{
    struct summary summary = summary_of_days(NULL, 0);
    assert_int_equal(summary.answers, 0);
    assert_int_equal(summary.active_days, 0);
    assert_int_equal(summary.streak_days, 0);
}

TEST(days_in_a_row_up_to_today_are_a_streak)
{
    assert_int_equal(SUMMARY_OF(9, 2, 1, 1, 0, 0).streak_days, 3);
    assert_int_equal(SUMMARY_OF(9, 2, 1, 1, 0, 0).active_days, 4);
}

TEST(a_streak_lasts_until_the_day_after_it_is_over)
{
    assert_int_equal(SUMMARY_OF(3, 2, 1).streak_days, 3);
    assert_int_equal(SUMMARY_OF(4, 3, 2).streak_days, 0);
}

TEST(a_future_date_belongs_to_no_day)
{
    struct summary summary = SUMMARY_OF(1, 0, -400);
    assert_int_equal(summary.streak_days, 2);
    assert_int_equal(summary.active_days, 2);
    assert_int_equal(summary.answers, 3);
}

TEST(weeks_begin_on_monday_and_the_last_is_this_one)
{
    struct summary summary = SUMMARY_OF(57, 52, 51, 3, 2, 1, 0);
    size_t last = SUMMARY_WEEKS - 1;
    assert_int_equal(summary.weeks[last].monday, WEDNESDAY - 2);
    assert_int_equal(summary.weeks[last].count, 3);     /* Monday to Wednesday */
    assert_int_equal(summary.weeks[last - 1].count, 1); /* Sunday */
    assert_int_equal(summary.weeks[0].monday, WEDNESDAY - 51);
    assert_int_equal(summary.weeks[0].count, 1);
}

TEST(steps_are_no_answers_and_passed_exercises_are_right)
{
    const struct attempt attempts[] = {
        { .kind = ATTEMPT_STEP,
          .verdict = "done",
          .recall = RECALL_NONE,
          .seconds = 100,
          .at = NOW },
        { .kind = ATTEMPT_CHECK,
          .verdict = "wrong",
          .recall = RECALL_AGAIN,
          .seconds = 5,
          .at = NOW },
        { .kind = ATTEMPT_CHECK,
          .verdict = "right",
          .recall = RECALL_GOOD,
          .seconds = 5,
          .at = NOW },
        { .kind = ATTEMPT_EXERCISE, .verdict = "slow", .recall = RECALL_NONE, .at = NOW },
        { .kind = ATTEMPT_EXERCISE, .verdict = "pass", .recall = RECALL_NONE, .at = NOW },
    };
    struct summary summary;
    summary_make(attempts, 5, NOW, &summary);
    assert_int_equal(summary.answers, 4);
    assert_int_equal(summary.right, 2);
    assert_int_equal(summary.seconds, 110);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_history_is_all_zero),
        cmocka_unit_test(days_in_a_row_up_to_today_are_a_streak),
        cmocka_unit_test(a_streak_lasts_until_the_day_after_it_is_over),
        cmocka_unit_test(a_future_date_belongs_to_no_day),
        cmocka_unit_test(weeks_begin_on_monday_and_the_last_is_this_one),
        cmocka_unit_test(steps_are_no_answers_and_passed_exercises_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
