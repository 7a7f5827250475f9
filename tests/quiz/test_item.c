#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "quiz/item.h"

struct fixture {
    struct course *course;
    struct arena arena;
    struct items items;
    struct diag diag;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    return course_load("tests/course/good", &f->course, &f->diag);
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    items_finish(&f->items);
    diag_finish(&f->diag);
    arena_finish(&f->arena);
    course_free(f->course);
    free(f);
    return 0;
}

static int add(struct fixture *f, const char *word)
{
    return items_add(&f->items, f->course, word, &f->arena, &f->diag);
}

static void expect_ids(struct fixture *f, const char *ids)
{
    struct buf got = { 0 };
    for (size_t i = 0; i < f->items.count; i++)
        buf_addf(&got, "%s%s", i ? " " : "", f->items.all[i].id);
    assert_string_equal(buf_str(&got), ids);
    buf_finish(&got);
}

TEST(a_lesson_is_its_quiz)
{
    struct fixture *f = *state;
    assert_int_equal(add(f, "first"), 0);
    expect_ids(f, "first/quiz/1 first/quiz/2 first/quiz/3 first/quiz/4 first/quiz/5");
    assert_int_equal(f->items.all[0].kind, ATTEMPT_QUIZ);
    assert_string_equal(f->items.all[0].reread, "first");
}

TEST(a_question_names_the_step_to_read_again)
{
    struct fixture *f = *state;
    add(f, "first");
    assert_string_equal(f->items.all[1].reread, "first/two");
}

TEST(a_question_that_a_run_answers_knows_whose)
{
    struct fixture *f = *state;
    add(f, "first");
    assert_null(f->items.all[1].step);
    assert_string_equal(f->items.all[3].step->id, "first/two");
}

TEST(free_text_is_kept_as_an_interview_answer_wherever_it_is_asked)
{
    struct fixture *f = *state;
    add(f, "1");
    assert_int_equal(f->items.all[2].kind, ATTEMPT_INTERVIEW);
    assert_string_equal(f->items.all[2].question.rubric, "interview/1");
}

TEST(the_interview_is_its_questions)
{
    struct fixture *f = *state;
    assert_int_equal(add(f, "interview"), 0);
    expect_ids(f, "interview/1");
    assert_int_equal(f->items.all[0].kind, ATTEMPT_INTERVIEW);
    assert_int_equal(f->items.all[0].question.kind, QUESTION_TEXT);
}

TEST(a_step_is_its_check)
{
    struct fixture *f = *state;
    assert_int_equal(add(f, "first/one"), 0);
    assert_int_equal(add(f, "1/2"), 0); /* by number too */
    expect_ids(f, "first/one first/two");
    assert_int_equal(f->items.all[0].kind, ATTEMPT_CHECK);
}

TEST(what_is_named_twice_is_asked_once)
{
    struct fixture *f = *state;
    add(f, "first/quiz/2");
    add(f, "first");
    expect_ids(f, "first/quiz/2 first/quiz/1 first/quiz/3 first/quiz/4 first/quiz/5");
}

static void expect_fault(struct fixture *f, const char *word, const char *message)
{
    assert_int_equal(add(f, word), -1);
    assert_non_null(strstr(f->diag.message, message));
    diag_finish(&f->diag);
    f->diag = (struct diag){ 0 };
}

TEST(a_word_that_means_nothing_is_a_fault)
{
    struct fixture *f = *state;
    expect_fault(f, "frist", "did you mean \"first\"?");
    expect_fault(f, "first/oen", "did you mean \"one\"?");
    expect_fault(f, "first/quiz/9", "there is no question \"first/quiz/9\"");
    expect_fault(f, "interview/7", "there is no question \"interview/7\"");
    expect_ids(f, "");
}

TEST(a_lesson_without_a_quiz_says_so)
{
    struct fixture *f = *state;
    course_lesson(f->course, 1)->quiz_count = 0;
    expect_fault(f, "first", "the lesson first has no quiz");
}

TEST(an_id_that_left_the_course_is_not_found)
{
    struct fixture *f = *state;
    struct item item;
    assert_true(item_find(f->course, "first/quiz/3", &f->arena, &item));
    assert_false(item_find(f->course, "first/quiz/6", &f->arena, &item));
    assert_false(item_find(f->course, "first/gone", &f->arena, &item));
    assert_false(item_find(f->course, "first", &f->arena, &item));
    assert_false(item_find(f->course, "interview/2", &f->arena, &item));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_lesson_is_its_quiz),
        CASE(a_question_names_the_step_to_read_again),
        CASE(a_question_that_a_run_answers_knows_whose),
        CASE(free_text_is_kept_as_an_interview_answer_wherever_it_is_asked),
        CASE(the_interview_is_its_questions),
        CASE(a_step_is_its_check),
        CASE(what_is_named_twice_is_asked_once),
        CASE(a_word_that_means_nothing_is_a_fault),
        CASE(a_lesson_without_a_quiz_says_so),
        CASE(an_id_that_left_the_course_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
