#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "progress/utc.h"
#include "quiz/sitting.h"

/* Noon of some day in UTC, far from midnight in most places. */
enum { NOON = 1700000000 / 86400 * 86400 + 43200, DAY = 86400 };

static struct item three[] = {
    { .id = "queues/quiz/1", .kind = ATTEMPT_QUIZ, .reread = "queues/queue" },
    { .id = "queues/quiz/2", .kind = ATTEMPT_QUIZ, .reread = "queues/queue" },
    { .id = "interview/1", .kind = ATTEMPT_INTERVIEW, .question = { .kind = QUESTION_TEXT } },
};

static int setup(void **state)
{
    static struct sitting sitting;
    const struct items items = { .all = three, .count = 3 };
    sitting_init(&sitting, &items);
    *state = &sitting;
    return setenv("TZ", "UTC", 1);
}

static int teardown(void **state)
{
    sitting_finish(*state);
    return 0;
}

static void expect_in_report(const struct sitting *sitting, const char *text, bool is_there)
{
    struct buf report = { 0 };
    sitting_report(sitting, &report);
    if (!strstr(buf_str(&report), text) == is_there)
        fail_msg("\"%s\" in:\n%s", text, buf_str(&report));
    buf_finish(&report);
}

TEST(open_places_come_one_after_the_other)
{
    struct sitting *sitting = *state;
    assert_int_equal(sitting_next(sitting, 0), 0);
    sitting_answer(sitting, 0, 1, 5);
    sitting_skip(sitting, 1);
    assert_int_equal(sitting_next(sitting, 0), 2);
    sitting_answer(sitting, 2, 0.8, 5);
    assert_int_equal(sitting_next(sitting, 0), 3);
}

TEST(the_first_answer_counts)
{
    struct sitting *sitting = *state;
    sitting_answer(sitting, 0, 0.5, 5);
    sitting_answer(sitting, 0, 1, 5);
    sitting_skip(sitting, 0);
    expect_in_report(sitting, "**0.5 of 3** (1 answered), in 0:10", true);
    expect_in_report(sitting, "1. partly right (0.5) (`queues/quiz/1`)", true);
}

TEST(what_was_skipped_can_be_answered_later)
{
    struct sitting *sitting = *state;
    sitting_skip(sitting, 1);
    expect_in_report(sitting, "2. skipped", true);
    sitting_answer(sitting, 1, 1, 5);
    expect_in_report(sitting, "2. right", true);
}

TEST(the_report_names_each_step_to_read_again_once)
{
    struct sitting *sitting = *state;
    sitting_answer(sitting, 0, 0, 60);
    sitting_answer(sitting, 1, 0, 65);
    sitting_answer(sitting, 2, 0.6, 0);
    expect_in_report(sitting, "**0.6 of 3**, in 2:05 min.", true);
    expect_in_report(sitting, "1. wrong", true);
    expect_in_report(sitting, "3. 6 of 10 (`interview/1`)", true);
    expect_in_report(sitting, "again:** `lesson queues/queue`\n", true);
}

TEST(nothing_is_to_be_read_again_after_right_answers_and_open_ones)
{
    struct sitting *sitting = *state;
    sitting_answer(sitting, 0, 1, 1);
    expect_in_report(sitting, "2. not answered", true);
    expect_in_report(sitting, "again", false);
}

TEST(answers_of_today_are_taken_over)
{
    struct sitting *sitting = *state;
    const struct attempt attempts[] = {
        { .id = "queues/quiz/1", .kind = ATTEMPT_QUIZ, .score = 1, .at = NOON - DAY },
        { .id = "queues/quiz/2",
          .kind = ATTEMPT_QUIZ,
          .score = 0.5,
          .at = NOON - 60,
          .seconds = 7 },
        { .id = "queues/quiz/2",
          .kind = ATTEMPT_QUIZ,
          .score = 1,
          .at = NOON - 50,
          .seconds = 3 },
        { .id = "interview/1", .kind = ATTEMPT_CHECK, .score = 1, .at = NOON - 40 },
    };
    assert_int_equal(sitting_resume(sitting, attempts, 4, NOON), 1);
    assert_int_equal(sitting_next(sitting, 0), 0);
    assert_int_equal(sitting_next(sitting, 1), 2);
    expect_in_report(sitting, "**0.5 of 3** (1 answered), in 0:10", true);
}

TEST(own_marks_take_the_place_of_the_examiners)
{
    struct sitting *sitting = *state;
    const struct attempt attempts[] = {
        { .id = "interview/1", .kind = ATTEMPT_INTERVIEW, .score = 2, .at = NOON },
        { .id = "interview/1",
          .kind = ATTEMPT_INTERVIEW,
          .score = 7,
          .at = NOON,
          .self_marked = true },
    };
    assert_int_equal(sitting_resume(sitting, attempts, 2, NOON), 1);
    expect_in_report(sitting, "3. 7 of 10", true);
}

TEST(the_clock_has_hours_when_it_needs_them)
{
    struct buf text = { 0 };
    sitting_add_clock(59, &text);
    buf_addc(&text, ' ');
    sitting_add_clock(3765, &text);
    assert_string_equal(buf_str(&text), "0:59 1:02:45");
    buf_finish(&text);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(open_places_come_one_after_the_other),
        CASE(the_first_answer_counts),
        CASE(what_was_skipped_can_be_answered_later),
        CASE(the_report_names_each_step_to_read_again_once),
        CASE(nothing_is_to_be_read_again_after_right_answers_and_open_ones),
        CASE(answers_of_today_are_taken_over),
        CASE(own_marks_take_the_place_of_the_examiners),
        CASE(the_clock_has_hours_when_it_needs_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
