#include "check.h"

#include <string.h>

#include "quiz/feedback.h"

static const struct examiner_reading_tip tip = { "PEP 492", "https://peps.python.org/pep-0492/",
                                                 "it all" };
static const struct examiner_question question = {
    .id = "interview/1",
    .points = { { .id = "p1",
                  .weight = 6,
                  .statement = "Coroutines.",
                  .half = "Something.",
                  .ask = "What else?" },
                { .id = "p2",
                  .weight = 4,
                  .statement = "Tasks.",
                  .ask = "And when scheduled?" } },
    .point_count = 2,
    .misconceptions = { { .id = "m1", .why = "A thread is joined." } },
    .misconception_count = 1,
    .short_answer = "Coroutines are awaited.",
    .tips = &tip,
    .tip_count = 1,
};

static void expect(const char *answer, const struct examiner_result *result, const char *text)
{
    struct buf page = { 0 };
    feedback_add(&question, answer, result, &page);
    if (!strstr(buf_str(&page), text))
        fail_msg("\"%s\" not in:\n%s", text, buf_str(&page));
    buf_finish(&page);
}

TEST(a_point_that_was_made_quotes_the_learner)
{
    const struct examiner_result result = {
        .score = 6,
        .band = EXAMINER_BAND_GOOD,
        .points = { { .credit = EXAMINER_CREDIT_FULL, .quote = { 5, 15 } } },
    };
    expect("Well coroutines, sure", &result, "**6 of 10: good.**");
    expect("Well coroutines, sure", &result,
           "**Made** (6): Coroutines. You wrote \"coroutines\".");
    expect("Well coroutines, sure", &result, "**Missing** (4): And when scheduled?");
}

TEST(half_a_point_asks_for_the_rest)
{
    const struct examiner_result result = {
        .points = { { .credit = EXAMINER_CREDIT_HALF, .quote = { 0, 2 } } },
    };
    expect("it", &result,
           "**Half** (3 of 6): Something. You wrote \"it\". To the rest of it: What "
           "else?");
}

TEST(the_contrary_of_a_point_is_shown_with_the_point)
{
    const struct examiner_result result = {
        .points = { { .is_contradicted = true, .quote = { 0, 8 } } },
    };
    expect("no tasks", &result, "**Contradicted**: Coroutines. You wrote \"no tasks\".");
}

TEST(a_misconception_is_told_why_it_is_wrong)
{
    const struct examiner_result result = {
        .misconceptions = { { .is_asserted = true, .quote = { 0, 7 } } },
    };
    expect("threads", &result, "**Wrong**: you wrote \"threads\". A thread is joined.");
}

TEST(what_the_learner_wrote_is_no_markdown)
{
    const struct examiner_result result = {
        .points = { { .credit = EXAMINER_CREDIT_FULL, .quote = { 0, 9 } } },
    };
    expect("`a`\n*b*\t#", &result, "\"\\`a\\` \\*b\\* \\#\"");
}

TEST(a_long_quote_is_cut_between_characters)
{
    struct buf answer = { 0 };
    buf_addc(&answer, 'x');
    for (int i = 0; i < 100; i++)
        buf_adds(&answer, "ä");
    const struct examiner_result result = {
        .points = { { .credit = EXAMINER_CREDIT_FULL, .quote = { 0, answer.len } } },
    };
    expect(buf_str(&answer), &result, "ä...\"");
    buf_finish(&answer);
}

TEST(the_model_answer_comes_with_reading)
{
    struct buf page = { 0 };
    feedback_add_model(&question, &page);
    assert_non_null(strstr(buf_str(&page), "Coroutines are awaited."));
    assert_non_null(
        strstr(buf_str(&page), "- PEP 492: it all. <https://peps.python.org/pep-0492/>"));
    buf_finish(&page);
}

static void expect_marks(const char *typed, int score)
{
    int got = -1;
    assert_true(feedback_read_marks(&question, typed, &got));
    assert_int_equal(got, score);
}

TEST(own_marks_are_the_weights_of_the_points)
{
    expect_marks("1", 6);
    expect_marks("2, 1", 10);
    expect_marks("none", 0);
    expect_marks("None", 0);
}

TEST(marks_that_name_no_point_are_asked_again)
{
    int score = 3;
    assert_false(feedback_read_marks(&question, "3", &score));
    assert_false(feedback_read_marks(&question, "0", &score));
    assert_false(feedback_read_marks(&question, "1 1", &score));
    assert_false(feedback_read_marks(&question, "all of it", &score));
    assert_int_equal(score, 3);
}

TEST(programs_get_the_ids)
{
    const struct examiner_result result = {
        .points = { { .credit = EXAMINER_CREDIT_HALF }, { .credit = EXAMINER_CREDIT_FULL } },
        .misconceptions = { { .is_asserted = true } },
    };
    cJSON *object = cJSON_CreateObject();
    feedback_add_json(&question, &result, object);
    char *text = cJSON_PrintUnformatted(object);
    assert_string_equal(text,
                        "{\"points\":[\"p2\"],\"half\":[\"p1\"],\"misconceptions\":[\"m1\"]}");
    cJSON_free(text);
    cJSON_Delete(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_that_was_made_quotes_the_learner),
        cmocka_unit_test(half_a_point_asks_for_the_rest),
        cmocka_unit_test(the_contrary_of_a_point_is_shown_with_the_point),
        cmocka_unit_test(a_misconception_is_told_why_it_is_wrong),
        cmocka_unit_test(what_the_learner_wrote_is_no_markdown),
        cmocka_unit_test(a_long_quote_is_cut_between_characters),
        cmocka_unit_test(the_model_answer_comes_with_reading),
        cmocka_unit_test(own_marks_are_the_weights_of_the_points),
        cmocka_unit_test(marks_that_name_no_point_are_asked_again),
        cmocka_unit_test(programs_get_the_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
