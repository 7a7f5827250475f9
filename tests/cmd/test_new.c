#include "check.h"

#include <unistd.h>

#include "cmd/ran.h"
#include "course/fixture.h"

/* The good course, its outline asking for one more step in front and one more lesson behind. */
static struct scratch grown_outline(void)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/outline.json", "{ \"id\": \"one\", \"title\": \"Step One\" }",
                 "{ \"id\": \"zero\", \"title\": \"Step \\\"Zero\\\"\" },"
                 "{ \"id\": \"one\", \"title\": \"Step One\" }");
    fixture_edit(&dir, "lessons/outline.json", "          ]\n        }\n      ]",
                 "          ]\n        },\n"
                 "{ \"id\": \"second\", \"title\": \"Second\", \"steps\": ["
                 "{ \"id\": \"await\", \"title\": \"The word\" },"
                 "{ \"id\": \"last\", \"title\": \"The end\" }] }\n      ]");
    return dir;
}

static void expect_made(const char *course_dir, const char *line, const char *in_out)
{
    struct ran ran = ran_command(course_dir, line);
    assert_string_equal(ran.err, "");
    assert_int_equal(ran.status, STATUS_OK);
    assert_non_null(strstr(ran.out, in_out));
    ran_finish(&ran);
}

TEST(what_is_made_lints_clean)
{
    struct scratch dir = grown_outline();
    expect_made(dir.path, "new step first/zero", "/lessons/01-first/zero.py\n");
    expect_made(dir.path, "new lesson second", "/lessons/02-second/lesson.json\n");
    expect_made(dir.path, "new question first", "/lessons/01-first/lesson.json\n");
    expect_made(dir.path, "lint --no-run", "2 lessons, 5 steps: no faults\n");
    scratch_remove(&dir);
}

TEST(without_an_outline_the_ids_are_the_titles)
{
    struct scratch dir = fixture_make();
    char *outline = path_join(dir.path, "lessons/outline.json");
    unlink(outline);
    free(outline);
    expect_made(dir.path, "new lesson next", "/lessons/02-next/first-step.c\n");
    expect_made(dir.path, "new step next/more", "/lessons/02-next/more.md\n");
    struct ran ran = ran_command(dir.path, "lint --no-run");
    assert_string_equal(ran.out, "2 lessons, 4 steps: no faults\n");
    ran_finish(&ran);
    scratch_remove(&dir);
}

/* The good course, with another exercise in the place of its own, which nobody could solve. */
static struct scratch course_with_exercise(void)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/catalog.json", "[\"echo\"]", "[]");
    fixture_edit(&dir, "lessons/outline.json", "\"echo\", \"title\": \"Echo what comes in.\"",
                 "\"ask-them\", \"title\": \"Ask \\\"them\\\".\"");
    char *echo = path_join(dir.path, "quizzes/coding/echo/exercise.json");
    assert_int_equal(unlink(echo), 0);
    *strrchr(echo, '/') = '\0';
    assert_int_equal(rmdir(echo), 0);
    free(echo);
    expect_made(dir.path, "new exercise ask-them", "/quizzes/coding/ask-them/ask_them.h\n");
    return dir;
}

TEST(an_exercise_is_whole_and_proved_right)
{
    struct scratch dir = course_with_exercise();
    struct ran ran = ran_command(dir.path, "lint");
    assert_string_equal(ran.out, "1 lesson, 2 steps: no faults\n");
    assert_int_equal(ran.status, STATUS_OK);
    ran_finish(&ran);
    scratch_remove(&dir);
}

static void remove_file(const struct scratch *dir, const char *name)
{
    char *path = path_join(dir->path, name);
    assert_int_equal(unlink(path), 0);
    free(path);
}

/* Lints it with this file as its starter, for faults up to a NULL. */
static void expect_faults(const struct scratch *dir, const char *starter,
                          const char *const faults[])
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(file_read(starter, &text, &diag), 0);
    free(scratch_file(dir, "quizzes/coding/ask-them/starter.c", buf_str(&text)));
    buf_finish(&text);
    struct ran ran = ran_command(dir->path, "lint");
    assert_int_equal(ran.status, STATUS_FAILED);
    for (; *faults; faults++) {
        if (!strstr(ran.out, *faults))
            fail_msg("no \"%s\" in:\n%s%s", *faults, ran.out, ran.err);
    }
    ran_finish(&ran);
}

TEST(an_exercise_that_lacks_something_is_no_exercise)
{
    static const char *const lacking[] = {
        "there should be at least 3 solutions in accepted/, not 2",
        "there should be at least 8 solutions in rejected/, not 7",
        "there should be at least 3 hints, not 2",
        "starter.c:1:1: the verdict is compile-error instead of an honest failure",
        NULL,
    };
    static const char *const solved[] = {
        "starter.c:1:1: the verdict is pass instead of an honest failure", NULL
    };
    struct scratch dir = course_with_exercise();
    char *solution = path_join(dir.path, "quizzes/coding/ask-them/accepted/gather.c");
    expect_faults(&dir, solution, solved);
    remove_file(&dir, "quizzes/coding/ask-them/accepted/task.c");
    remove_file(&dir, "quizzes/coding/ask-them/rejected/asks-one.c");
    fixture_edit(&dir, "quizzes/coding/ask-them/exercise.json", "\",\n    \"Make a", " Make a");
    expect_faults(&dir, "tests/judge/cheats/no-such-function.c", lacking);
    free(solution);
    scratch_remove(&dir);
}

static void expect_refused(const char *line, const char *message)
{
    struct scratch dir = grown_outline();
    struct ran ran = ran_command(dir.path, line);
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_string_equal(ran.out, "");
    assert_non_null(strstr(ran.err, message));
    ran_finish(&ran);
    scratch_remove(&dir);
}

TEST(what_cannot_be_made_says_why)
{
    expect_refused("new lessn x", "\"lessn\" cannot be made: did you mean \"lesson\"?");
    expect_refused("new lesson first", "there is a lesson \"first\" already");
    expect_refused("new lesson third", "the outline has no lesson \"third\"");
    expect_refused("new lesson ../x", "\"../x\" is no id");
    expect_refused("new exercise ../x", "\"../x\" is no id of an exercise");
    expect_refused("new exercise echo", "there is an exercise \"echo\" already");
    expect_refused("new exercise other", "the outline has no exercise \"other\"");
    expect_refused("new step first/one", "there is a step \"first/one\" already");
    expect_refused("new step first/three", "the outline has no step \"first/three\"");
    expect_refused("new step first", "\"first\" names no step: write LESSON/STEP");
    expect_refused("new question frist", "did you mean \"first\"?");
    expect_refused("new lesson", "\"new\" needs more");
}

TEST(a_file_that_exists_is_not_touched)
{
    struct scratch dir = grown_outline();
    char *mine = scratch_file(&dir, "lessons/01-first/zero.c", "mine");
    struct ran ran = ran_command(dir.path, "new step first/zero");
    struct buf text = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_non_null(strstr(ran.err, "zero.c: this file exists already"));
    assert_int_equal(file_read(mine, &text, &diag), 0);
    assert_string_equal(buf_str(&text), "mine");
    buf_finish(&text);
    ran_finish(&ran);
    free(mine);
    scratch_remove(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_lints_clean),
        cmocka_unit_test(without_an_outline_the_ids_are_the_titles),
        cmocka_unit_test(an_exercise_is_whole_and_proved_right),
        cmocka_unit_test(an_exercise_that_lacks_something_is_no_exercise),
        cmocka_unit_test(what_cannot_be_made_says_why),
        cmocka_unit_test(a_file_that_exists_is_not_touched),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
