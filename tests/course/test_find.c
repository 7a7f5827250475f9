#include "check.h"

#include <string.h>

#include "course/course.h"

/* Two modules; lessons 1 to 3. */
static struct step basic_steps[] = { { .name = "a", .id = "basics/a" } };
static struct step coroutine_steps[] = { { .name = "creating", .id = "coroutines/creating" },
                                         { .name = "calling", .id = "coroutines/calling" } };
static struct lesson first_lessons[] = {
    { .id = "basics", .number = 1, .steps = basic_steps, .step_count = 1 },
    { .id = "coroutines", .number = 2, .steps = coroutine_steps, .step_count = 2 },
};
static struct lesson second_lessons[] = { { .id = "common-patterns", .number = 3 } };
static struct module modules[] = { { .lessons = first_lessons, .lesson_count = 2 },
                                   { .lessons = second_lessons, .lesson_count = 1 } };
static struct exercise exercises[] = { { .id = "fetch-urls" }, { .id = "retry" } };
static const struct course course = {
    .modules = modules,
    .module_count = 2,
    .exercises = exercises,
    .exercise_count = 2,
};

static void expect_lesson(const char *word, int number)
{
    struct diag diag = { 0 };
    struct lesson *lesson = course_find_lesson(&course, word, &diag);
    assert_non_null(lesson);
    assert_int_equal(lesson->number, number);
    assert_false(diag_is_set(&diag));
}

static void expect_no_lesson(const char *word, const char *message)
{
    struct diag diag = { 0 };
    assert_null(course_find_lesson(&course, word, &diag));
    assert_string_equal(diag.message, message);
    diag_finish(&diag);
}

TEST(a_lesson_is_found_by_id_number_and_beginning)
{
    expect_lesson("coroutines", 2);
    expect_lesson("3", 3);
    expect_lesson("cor", 2);
    expect_lesson("b", 1);
}

TEST(a_beginning_of_several_lessons_names_them)
{
    expect_no_lesson("co", "\"co\" fits more than one lesson: coroutines, common-patterns");
}

TEST(an_unknown_lesson_names_the_nearest)
{
    expect_no_lesson("corotines",
                     "there is no lesson \"corotines\": did you mean \"coroutines\"?");
    expect_no_lesson("zebra", "there is no lesson \"zebra\"; the command list shows them all");
    expect_no_lesson("", "there is no lesson \"\"; the command list shows them all");
    expect_no_lesson("4", "there is no lesson 4: the last one is 3");
    expect_no_lesson("0", "there is no lesson 0: the last one is 3");
}

static void expect_no_step(const char *word, const char *message)
{
    struct diag diag = { 0 };
    assert_null(course_find_step(&course, word, &diag));
    assert_string_equal(diag.message, message);
    diag_finish(&diag);
}

TEST(a_step_is_found_by_lesson_and_step)
{
    struct diag diag = { 0 };
    assert_ptr_equal(course_find_step(&course, "coroutines/calling", &diag),
                     &coroutine_steps[1]);
    assert_ptr_equal(course_find_step(&course, "2/1", &diag), &coroutine_steps[0]);
    assert_ptr_equal(course_find_step(&course, "2.1", &diag), &coroutine_steps[0]);
    assert_ptr_equal(course_find_step(&course, "cor/ca", &diag), &coroutine_steps[1]);
    assert_ptr_equal(course_find_step(&course, "calling", &diag), &coroutine_steps[1]);
    expect_no_step("call", "\"call\" names no step: write LESSON/STEP, for example basics/a");
    expect_no_step("coroutines/callign",
                   "there is no step \"callign\": did you mean \"calling\"?");
    expect_no_step("coroutine/c", "\"c\" fits more than one step: creating, calling");
    expect_no_step("nowhere/calling",
                   "there is no lesson \"nowhere\"; the command list shows them all");
}

TEST(an_exercise_is_found_like_a_lesson)
{
    struct diag diag = { 0 };
    assert_ptr_equal(course_find_exercise(&course, "retry", &diag), &exercises[1]);
    assert_ptr_equal(course_find_exercise(&course, "f", &diag), &exercises[0]);
    assert_null(course_find_exercise(&course, "rerty", &diag));
    assert_string_equal(diag.message,
                        "there is no exercise \"rerty\": did you mean \"retry\"?");
    diag_finish(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lesson_is_found_by_id_number_and_beginning),
        cmocka_unit_test(a_beginning_of_several_lessons_names_them),
        cmocka_unit_test(an_unknown_lesson_names_the_nearest),
        cmocka_unit_test(a_step_is_found_by_lesson_and_step),
        cmocka_unit_test(an_exercise_is_found_like_a_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
