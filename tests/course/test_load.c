#include "check.h"

#include "course/course.h"
#include "course/fixture.h"

TEST(the_good_course_is_read_completely)
{
    struct course *course = NULL;
    struct diag diag = { 0 };
    assert_int_equal(course_load("tests/course/good", &course, &diag), 0);
    assert_string_equal(course->title, "A Small Course");
    assert_int_equal(course->module_count, 1);
    assert_int_equal(course->interview_count, 1);
    assert_string_equal(course->interview[0].id, "interview/1");
    assert_string_equal(course->interview[0].question, "What is awaited?");
    assert_int_equal(course->exercise_count, 1);
    assert_string_equal(course->exercises[0].title, "Echo what comes in.");
    assert_string_equal(course->exercises[0].dir, "tests/course/good/quizzes/coding/echo");

    assert_int_equal(course->resource_count, 1);
    assert_string_equal(course->resources[0].title, "RFC 862");
    assert_string_equal(course->resources[0].adds, "the shortest protocol.");

    const struct lesson *lesson = course_lesson(course, 1);
    assert_string_equal(lesson->id, "first");
    assert_string_equal(lesson->title, "First Lesson");
    assert_int_equal(lesson->minutes, 5);
    assert_ptr_equal(lesson->module, &course->modules[0]);
    assert_int_equal(lesson->step_count, 2);
    assert_int_equal(lesson->quiz_count, 5);
    assert_null(course_lesson(course, 2));

    const struct step *step = &lesson->steps[0];
    assert_string_equal(step->id, "first/one");
    assert_string_equal(step->name, "one");
    assert_int_equal(step->number, 1);
    assert_string_equal(step->demo, "tests/course/good/lessons/01-first/one.c");
    assert_int_equal(step->panes, PANE_SOURCE | PANE_LOOP);
    assert_string_equal(step->pitfall, "Forgetting main.");
    assert_null(lesson->steps[1].pitfall);
    assert_null(step->aside);
    assert_string_equal(lesson->steps[1].aside_title, "Why it adds up");
    assert_string_equal(lesson->steps[1].aside, "tests/course/good/lessons/01-first/why.md");
    assert_int_equal(step->related.count, 1);
    assert_string_equal(step->related.items[0], "first/two");
    course_free(course);
}

/* The fault that loading reports once `from` became `to` in the file. */
static void expect_fault(const char *file, const char *from, const char *to, int line,
                         const char *path, const char *message)
{
    struct scratch dir = fixture_make();
    struct course *course = NULL;
    struct diag diag = { 0 };
    fixture_edit(&dir, file, from, to);
    assert_int_equal(course_load(dir.path, &course, &diag), -1);
    char *place = path_join(dir.path, file);
    assert_string_equal(diag.file, place);
    assert_string_equal(diag.message, message);
    assert_string_equal(diag.path, path);
    assert_int_equal(diag.line, line);
    assert_true(diag.col > 0);
    assert_non_null(diag.source);
    free(place);
    diag_finish(&diag);
    scratch_remove(&dir);
}

TEST(faults_of_the_catalog_have_a_place)
{
    const char *catalog = "lessons/catalog.json";
    expect_fault(catalog, "\"format\": 1", "\"format\": 2", 2, "format",
                 "this must be a whole number from 1 to 1");
    expect_fault(catalog, "\"01-first\"", "\"../first\"", 5, "modules[0].lessons[0].dir",
                 "this must be the name of a directory in lessons/");
    expect_fault(catalog, "\"exercises\"", "\"exercice\"", 8, "exercice",
                 "unknown key \"exercice\": did you mean \"exercises\"?");
    expect_fault(catalog, "https://www", "www", 9, "resources[0].url",
                 "an address begins with https:// or http://");
    expect_fault(catalog, "[{ \"id\": \"first\", \"dir\": \"01-first\" }]",
                 "[{ \"id\": \"first\", \"dir\": \"01-first\" },\n"
                 " { \"id\": \"first\", \"dir\": \"01-first\" }]",
                 6, "modules[0].lessons[1].id", "an earlier lesson has the id \"first\"");
}

TEST(faults_of_a_lesson_have_a_place)
{
    expect_fault(FIXTURE_LESSON, "\"id\": \"first\"", "\"id\": \"frist\"", 3, "id",
                 "the catalog calls this lesson \"first\"");
    expect_fault(FIXTURE_LESSON, "\"minutes\": 5", "\"minutes\": \"5\"", 5, "minutes",
                 "this must be a whole number, not a text");
    expect_fault(FIXTURE_LESSON, "\"id\": \"two\"", "\"id\": \"one\"", 39, "steps[1].id",
                 "an earlier step has the id \"one\"");
    expect_fault(FIXTURE_LESSON, "\"id\": \"two\"", "\"id\": \"Two!\"", 39, "steps[1].id",
                 "an id is made of a-z, 0-9 and \"-\"");
    expect_fault(FIXTURE_LESSON, "\"one.md\"", "\"../one.md\"", 12, "steps[0].text",
                 "this must be the name of a file beside lesson.json");
    expect_fault(FIXTURE_LESSON, "\"loop\"", "\"lop\"", 18, "steps[0].panes[1]",
                 "a pane is one of source, loop, tasks, timeline, output");
    expect_fault(FIXTURE_LESSON, "\"reread\": \"two\"", "\"reread\": \"too\"", 85,
                 "quiz[1].reread", "this lesson has no step \"too\"");
    expect_fault(FIXTURE_LESSON, "      \"hook\": \"Who comes first?\",\n", "", 9, "steps[0]",
                 "\"hook\" is missing here");
}

TEST(faults_of_interview_and_exercises_have_a_place)
{
    expect_fault("quizzes/interview.json", "\"question\"", "\"quest\"", 4, "questions[0]",
                 "\"question\" is missing here");
    expect_fault("quizzes/coding/echo/exercise.json", "\"echo\"", "\"ecco\"", 1, "id",
                 "the catalog calls this exercise \"echo\"");
}

TEST(a_directory_without_a_course_says_how_to_name_one)
{
    struct course *course = NULL;
    struct diag diag = { 0 };
    assert_int_equal(course_load("/nonexistent", &course, &diag), -1);
    assert_string_equal(diag.file, "/nonexistent/lessons/catalog.json");
    assert_non_null(strstr(diag.message, "--course DIR"));
    diag_finish(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_good_course_is_read_completely),
        cmocka_unit_test(faults_of_the_catalog_have_a_place),
        cmocka_unit_test(faults_of_a_lesson_have_a_place),
        cmocka_unit_test(faults_of_interview_and_exercises_have_a_place),
        cmocka_unit_test(a_directory_without_a_course_says_how_to_name_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
