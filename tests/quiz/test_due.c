#include "check.h"

#include "../progress/progress_fixture.h"
#include "quiz/due.h"

enum { NOW = 1700000000, DAY = 86400 };

static struct course *course;

static int load(void **state)
{
    struct diag diag = { 0 };
    return course_load("tests/course/good", &course, &diag);
}

static int unload(void **state)
{
    course_free(course);
    return 0;
}

static struct due due_now(struct fixture *f)
{
    struct due due;
    struct diag diag = { 0 };
    assert_int_equal(due_init(&due, course, f->store, NOW, &diag), 0);
    return due;
}

TEST(nothing_is_due_before_the_first_answer)
{
    struct due due = due_now(*state);
    assert_int_equal(due.items.count, 0);
    assert_int_equal(due.next_at, 0);
    due_finish(&due);
}

TEST(the_longest_due_is_first)
{
    struct fixture *f = *state;
    add_answer(f->store, "first/quiz/1", ATTEMPT_QUIZ, 0, NOW - DAY);
    add_answer(f->store, "interview/1", ATTEMPT_INTERVIEW, 0, NOW - 2 * DAY);
    add_answer(f->store, "first/two", ATTEMPT_CHECK, 1, NOW - 60);
    struct due due = due_now(f);
    assert_int_equal(due.items.count, 2);
    assert_string_equal(due.items.all[0].id, "interview/1");
    assert_string_equal(due.items.all[1].id, "first/quiz/1");
    assert_true(due.next_at > NOW); /* of first/two */
    due_finish(&due);
}

TEST(what_left_the_course_is_counted_and_not_asked)
{
    struct fixture *f = *state;
    add_answer(f->store, "first/quiz/9", ATTEMPT_QUIZ, 0, NOW - DAY);
    add_answer(f->store, "gone/step", ATTEMPT_CHECK, 1, NOW - 60);
    struct due due = due_now(f);
    assert_int_equal(due.items.count, 0);
    assert_int_equal(due.gone, 1);
    assert_int_equal(due.next_at, 0);
    due_finish(&due);
}

static void expect_time(int64_t seconds, const char *words)
{
    struct buf text = { 0 };
    due_add_time(seconds, &text);
    assert_string_equal(buf_str(&text), words);
    buf_finish(&text);
}

TEST(times_are_told_in_the_largest_unit)
{
    expect_time(59, "within a minute");
    expect_time(600, "in 10 minutes");
    expect_time(3600, "in 1 hour");
    expect_time(13 * 3600, "in 13 hours");
    expect_time(3 * DAY, "in 3 days");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(nothing_is_due_before_the_first_answer),
        CASE(the_longest_due_is_first),
        CASE(what_left_the_course_is_counted_and_not_asked),
        CASE(times_are_told_in_the_largest_unit),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
