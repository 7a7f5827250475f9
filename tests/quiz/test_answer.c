#include "check.h"

#include <string.h>

#include "quiz/answer.h"

static struct choice three_choices[] = {
    { "two tasks", "Main is a task too.", false },
    { "three tasks", "Main and its two.", true },
    { "no task", "asyncio.run() makes one.", false },
};
static const struct question choice = {
    .kind = QUESTION_CHOICE,
    .text = "How many?",
    .choices = three_choices,
    .choice_count = 3,
};

static struct choice four_choices[] = {
    { "sleep", "It waits.", true },
    { "gather", "It waits too.", true },
    { "printf", "It does not.", false },
    { "malloc", "It does not either.", false },
};
static const struct question several = {
    .kind = QUESTION_SEVERAL,
    .text = "Which wait?",
    .choices = four_choices,
    .choice_count = 4,
};

static const char *shown[] = { "c", "a", "b" }, *wanted[] = { "a", "b", "c" };
static const struct question order = {
    .kind = QUESTION_ORDER,
    .text = "Sort.",
    .items = { shown, 3 },
    .right = { wanted, 3 },
    .why = "By letter.",
};

static const char *words[] = { "await", "yield from" };
static struct choice near_words[] = { { "async", "That declares.", false } };
static const struct question fill = {
    .kind = QUESTION_FILL,
    .text = "Which word?",
    .accept = { words, 2 },
    .choices = near_words,
    .choice_count = 1,
    .why = "It waits.",
};

static void expect(const struct question *question, const char *typed, enum answer_state state,
                   double score, const char *why)
{
    struct answer_grade grade;
    answer_grade(question, typed, &grade);
    if (grade.state != state)
        fail_msg("\"%s\": state %d instead of %d", typed, grade.state, state);
    assert_true(grade.score > score - 0.001 && grade.score < score + 0.001);
    assert_string_equal(buf_str(&grade.why), why);
    answer_grade_finish(&grade);
}

TEST(a_choice_is_named_by_number_letter_or_text)
{
    expect(&choice, "2", ANSWER_RIGHT, 1, "Main and its two.");
    expect(&choice, " b ", ANSWER_RIGHT, 1, "Main and its two.");
    expect(&choice, "Three  Tasks", ANSWER_RIGHT, 1, "Main and its two.");
    expect(&choice, "1", ANSWER_WRONG, 0, "Main is a task too.");
    expect(&choice, "(c)", ANSWER_WRONG, 0, "asyncio.run() makes one.");
}

TEST(what_names_no_choice_is_asked_again)
{
    static const char *const odd[] = {
        "", "4", "0", "d", "99999999999", "1 2", "maybe", "2nd"
    };
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
        expect(&choice, odd[i], ANSWER_UNREADABLE, 0, "Type the number of your choice.");
}

TEST(several_right_ones_each_count_and_wrong_ones_count_against)
{
    expect(&several, "1 2", ANSWER_RIGHT, 1, "- sleep: It waits.\n- gather: It waits too.\n");
    expect(&several, "b,a", ANSWER_RIGHT, 1, "- gather: It waits too.\n- sleep: It waits.\n");
    expect(&several, "1", ANSWER_PARTIAL, 0.5, "It waits.");
    expect(&several, "1 3", ANSWER_WRONG, 0, "- sleep: It waits.\n- printf: It does not.\n");
    expect(&several, "1 2 3", ANSWER_PARTIAL, 0.5,
           "- sleep: It waits.\n- gather: It waits too.\n- printf: It does not.\n");
    expect(&several, "3 4", ANSWER_WRONG, 0,
           "- printf: It does not.\n- malloc: It does not either.\n");
    expect(&several, "1 1", ANSWER_UNREADABLE, 0,
           "Type the numbers of all right choices, like 1 3.");
}

TEST(an_order_is_worth_its_pairs_that_stand_right)
{
    expect(&order, "2 3 1", ANSWER_RIGHT, 1, "By letter.");
    expect(&order, "231", ANSWER_RIGHT, 1, "By letter.");
    expect(&order, "2, 1, 3", ANSWER_PARTIAL, 2.0 / 3, "Look again at place 2.");
    expect(&order, "1 3 2", ANSWER_WRONG, 0, "Look again at place 1.");
    expect(&order, "2 3", ANSWER_UNREADABLE, 0,
           "Type all the numbers in the right order, like 2 1 3.");
    expect(&order, "2 3 3", ANSWER_UNREADABLE, 0,
           "Type all the numbers in the right order, like 2 1 3.");
}

TEST(equal_items_may_change_places)
{
    const char *items[] = { "tick", "done", "tick" }, *right[] = { "tick", "tick", "done" };
    const struct question ticks = {
        .kind = QUESTION_ORDER,
        .text = "Sort.",
        .items = { items, 3 },
        .right = { right, 3 },
    };
    expect(&ticks, "1 3 2", ANSWER_RIGHT, 1, "");
    expect(&ticks, "3 1 2", ANSWER_RIGHT, 1, "");
}

TEST(a_gap_takes_any_case_and_spacing)
{
    expect(&fill, "await", ANSWER_RIGHT, 1, "It waits.");
    expect(&fill, "  AWAIT ", ANSWER_RIGHT, 1, "It waits.");
    expect(&fill, "`await`", ANSWER_RIGHT, 1, "It waits.");
    expect(&fill, "yield   from", ANSWER_RIGHT, 1, "It waits.");
    expect(&fill, "sleep", ANSWER_WRONG, 0, "");
    expect(&fill, "  ", ANSWER_UNREADABLE, 0, "Type what belongs there.");
}

TEST(a_slip_of_the_keyboard_costs_half)
{
    expect(&fill, "awiat", ANSWER_PARTIAL, 0.5, "It is spelled `await`.");
    expect(&fill, "awai", ANSWER_PARTIAL, 0.5, "It is spelled `await`.");
}

TEST(a_known_mistake_is_explained)
{
    expect(&fill, "Async", ANSWER_WRONG, 0, "That declares.");
}

TEST(another_number_is_no_slip)
{
    const char *time[] = { "30 ms" };
    const struct question number = {
        .kind = QUESTION_FILL,
        .text = "How long?",
        .accept = { time, 1 },
    };
    expect(&number, "20 ms", ANSWER_WRONG, 0, "");
    expect(&number, "30 MS", ANSWER_RIGHT, 1, "");
}

TEST(a_prediction_is_not_graded_before_the_run)
{
    struct choice open_choices[] = { { "1", "w", false }, { "2", "w", false } };
    const struct question open = {
        .kind = QUESTION_CHOICE,
        .source = QUESTION_FROM_LINES,
        .text = "?",
        .choices = open_choices,
        .choice_count = 2,
    };
    expect(&open, "1", ANSWER_UNRESOLVED, 0, "");
    open_choices[1].is_right = true;
    expect(&open, "2", ANSWER_RIGHT, 1, "w");
}

TEST(the_line_that_comes_next_is_chosen)
{
    struct choice next[] = { { "a#1 resumes", "It is ready.", true },
                             { "b#2 resumes", "It sleeps.", false } };
    const struct question trace = {
        .kind = QUESTION_TRACE,
        .source = QUESTION_FROM_TRACE,
        .text = "?",
        .choices = next,
        .choice_count = 2,
    };
    expect(&trace, "1", ANSWER_RIGHT, 1, "It is ready.");
    expect(&trace, "b#2 resumes", ANSWER_WRONG, 0, "It sleeps.");
    expect(&trace, "1 2", ANSWER_UNREADABLE, 0, "Type the number of your choice.");
}

TEST(a_line_is_named_by_its_number)
{
    const char *right[] = { "12" };
    struct choice near[] = { { "7", "That was earlier.", false } };
    struct question line = {
        .kind = QUESTION_LINE,
        .source = QUESTION_FROM_TRACE,
        .text = "?",
        .choices = near,
        .choice_count = 1,
        .why = "It slept there.",
    };
    expect(&line, "12", ANSWER_UNRESOLVED, 0, "");
    line.accept = (struct texts){ right, 1 };
    expect(&line, "12", ANSWER_RIGHT, 1, "It slept there.");
    expect(&line, "7", ANSWER_WRONG, 0, "That was earlier.");
    expect(&line, "13", ANSWER_WRONG, 0, "");
    expect(&line, "", ANSWER_UNREADABLE, 0, "Type the number of the line.");
}

TEST(free_text_goes_to_the_examiner)
{
    const struct question text = { .kind = QUESTION_TEXT, .text = "Explain." };
    expect(&text, "anything", ANSWER_EXAMINER, 0, "");
}

TEST(verdicts_are_the_words_of_the_contract)
{
    assert_string_equal(answer_verdict(ANSWER_RIGHT), "right");
    assert_string_equal(answer_verdict(ANSWER_PARTIAL), "partial");
    assert_string_equal(answer_verdict(ANSWER_WRONG), "wrong");
    assert_null(answer_verdict(ANSWER_UNREADABLE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_choice_is_named_by_number_letter_or_text),
        cmocka_unit_test(what_names_no_choice_is_asked_again),
        cmocka_unit_test(several_right_ones_each_count_and_wrong_ones_count_against),
        cmocka_unit_test(an_order_is_worth_its_pairs_that_stand_right),
        cmocka_unit_test(equal_items_may_change_places),
        cmocka_unit_test(a_gap_takes_any_case_and_spacing),
        cmocka_unit_test(a_slip_of_the_keyboard_costs_half),
        cmocka_unit_test(a_known_mistake_is_explained),
        cmocka_unit_test(another_number_is_no_slip),
        cmocka_unit_test(a_prediction_is_not_graded_before_the_run),
        cmocka_unit_test(the_line_that_comes_next_is_chosen),
        cmocka_unit_test(a_line_is_named_by_its_number),
        cmocka_unit_test(free_text_goes_to_the_examiner),
        cmocka_unit_test(verdicts_are_the_words_of_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
