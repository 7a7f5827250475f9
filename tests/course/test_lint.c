#include "check.h"

#include "course/fixture.h"
#include "course/lint.h"

static struct lint lint_copy(const struct scratch *dir)
{
    struct lint lint;
    lint_course(dir->path, NULL, &lint);
    return lint;
}

TEST(the_good_course_has_no_faults)
{
    struct lint lint;
    lint_course("tests/course/good", NULL, &lint);
    for (size_t i = 0; i < lint.faults.count; i++)
        print_message("%s:%d: %s\n", lint.faults.items[i].file, lint.faults.items[i].line,
                      lint.faults.items[i].message);
    assert_int_equal(lint.faults.count, 0);
    assert_string_equal(buf_str(&lint.notes), "");
    lint_finish(&lint);
}

/* A place as "lessons/x.json:3:5"; 0 0 in a diag without one. */
static void expect_place(const struct diag *fault, const struct scratch *dir, const char *place)
{
    struct buf found = { 0 };
    buf_addf(&found, "%s:%d:%d", fault->file + strlen(dir->path) + 1, fault->line, fault->col);
    assert_string_equal(buf_str(&found), place);
    buf_finish(&found);
}

/* The copy has exactly this fault. */
static void expect_fault(struct scratch *dir, const char *place, const char *message)
{
    struct lint lint = lint_copy(dir);
    for (size_t i = 1; i < lint.faults.count; i++)
        print_message("also: %s: %s\n", lint.faults.items[i].file,
                      lint.faults.items[i].message);
    assert_int_equal(lint.faults.count, 1);
    assert_string_equal(lint.faults.items[0].message, message);
    expect_place(&lint.faults.items[0], dir, place);
    lint_finish(&lint);
    scratch_remove(dir);
}

static void expect_fault_after(const char *file, const char *from, const char *to,
                               const char *place, const char *message)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, file, from, to);
    expect_fault(&dir, place, message);
}

/* ---- The outline ---- */

TEST(titles_are_those_of_the_outline)
{
    expect_fault_after(FIXTURE_LESSON, "First Lesson", "The First", FIXTURE_LESSON ":4:12",
                       "the outline calls this lesson \"First Lesson\"");
    expect_fault_after(FIXTURE_LESSON, "Step Two", "Step 2", FIXTURE_LESSON ":40:16",
                       "the outline calls this step \"Step Two\"");
    expect_fault_after("lessons/catalog.json", "The Only Module", "A Module",
                       FIXTURE_LESSON ":3:9",
                       "in the outline, this lesson is in \"The Only Module\"");
    expect_fault_after("quizzes/coding/echo/exercise.json", "comes in", "goes out",
                       "quizzes/coding/echo/exercise.json:1:26",
                       "the outline calls this exercise \"Echo what comes in.\"");
    expect_fault_after("quizzes/interview.json", "is awaited", "waits",
                       "quizzes/interview.json:4:40",
                       "in the outline, this question is interview/1, \"What is awaited?\"");
}

TEST(ids_are_those_of_the_outline)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/outline.json", "\"first\"", "\"other\"");
    fixture_edit(&dir, FIXTURE_LESSON, "\"related\": [\"first/two\"]", "\"related\": []");
    expect_fault(&dir, FIXTURE_LESSON ":3:9", "the outline has no lesson \"first\"");
    expect_fault_after(FIXTURE_LESSON, "\"id\": \"one\"", "\"id\": \"won\"",
                       FIXTURE_LESSON ":10:13", "in the outline, step 1 is \"one\"");
    expect_fault_after("lessons/outline.json",
                       ",\n            { \"id\": \"two\", \"title\": \"Step Two\" }",
                       ",\n            { \"id\": \"two\", \"title\": \"Step Two\" },"
                       "\n            { \"id\": \"three\", \"title\": \"Step Three\" }",
                       FIXTURE_LESSON ":8:12", "step \"three\" of the outline is missing");
    expect_fault_after("lessons/outline.json", "\"echo\"", "\"ohce\"",
                       "quizzes/coding/echo/exercise.json:1:9",
                       "the outline has no exercise \"echo\"");
}

TEST(a_related_step_is_in_the_outline)
{
    expect_fault_after(FIXTURE_LESSON, "first/two", "first/tow", FIXTURE_LESSON ":36:19",
                       "the outline has no step \"first/tow\"");
    expect_fault_after(FIXTURE_LESSON, "first/two", "1/2", FIXTURE_LESSON ":36:19",
                       "the outline has no step \"1/2\"");
}

TEST(what_is_not_written_yet_is_noted_and_no_fault)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/outline.json", "\"exercises\": [",
                 "\"exercises\": [{ \"id\": \"next\", \"title\": \"Next.\" }, ");
    struct lint lint = lint_copy(&dir);
    assert_int_equal(lint.faults.count, 0);
    assert_string_equal(buf_str(&lint.notes), "not written yet: next\n");
    lint_finish(&lint);
    scratch_remove(&dir);
}

TEST(a_course_without_an_outline_says_so)
{
    struct scratch dir = fixture_make();
    char *outline = path_join(dir.path, "lessons/outline.json");
    unlink(outline);
    struct lint lint = lint_copy(&dir);
    assert_int_equal(lint.faults.count, 0);
    assert_non_null(strstr(buf_str(&lint.notes), "outline.json is missing"));
    lint_finish(&lint);
    free(outline);
    scratch_remove(&dir);
}

/* ---- Files ---- */

TEST(a_file_that_is_missing_is_reported_where_it_is_named)
{
    static const char *const files[] = { "one.md", "one.c", "one.py" };
    for (size_t i = 0; i < 3; i++) {
        struct scratch dir = fixture_make();
        struct buf place = { 0 }, message = { 0 }, name = { 0 };
        buf_addf(&name, "%s/lessons/01-first/%s", dir.path, files[i]);
        buf_addf(&place, FIXTURE_LESSON ":%zu:15", 12 + i);
        buf_addf(&message, "there is no file %s", buf_str(&name));
        unlink(buf_str(&name));
        expect_fault(&dir, buf_str(&place), buf_str(&message));
        buf_finish(&place);
        buf_finish(&message);
        buf_finish(&name);
    }
}

static void expect_stray(const char *name, const char *place, const char *message)
{
    struct scratch dir = fixture_make();
    free(scratch_file(&dir, name, "stray\n"));
    expect_fault(&dir, place, message);
}

TEST(a_file_that_nobody_refers_to_is_a_fault)
{
    expect_stray("lessons/01-first/old.md", "lessons/01-first/old.md:1:1",
                 "no step refers to this file");
    expect_stray("lessons/02-second/lesson.json", "lessons/02-second:1:1",
                 "catalog.json does not name this");
    expect_stray("quizzes/coding/other/exercise.json", "quizzes/coding/other:1:1",
                 "catalog.json does not name this exercise");
}

/* ---- Prose ---- */

TEST(prose_has_under_two_hundred_words)
{
    struct buf words = { 0 };
    for (int i = 0; i < 191; i++)
        buf_adds(&words, "word ");
    buf_adds(&words, "\nTwo coroutines");
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/one.md", "Two coroutines", buf_str(&words));
    expect_fault(&dir, "lessons/01-first/one.md:10:5",
                 "these are 205 words: a step has under 200");
    buf_finish(&words);
}

/* `key` of the first step with so many words, the last of them in code. */
static void expect_long(const char *key, const char *was, int words, const char *place,
                        const char *fault)
{
    struct buf now = { 0 };
    buf_addf(&now, "\"%s\": \"", key);
    for (int i = 1; i < words; i++)
        buf_adds(&now, "word ");
    buf_adds(&now, "`end`\"");
    struct scratch dir = fixture_make();
    fixture_edit(&dir, FIXTURE_LESSON, was, buf_str(&now));
    expect_fault(&dir, place, fault);
    buf_finish(&now);
}

TEST(what_to_watch_fits_into_two_lines_and_what_happens_into_four)
{
    expect_long("watch", "\"watch\": \"The two lines.\"", 32, FIXTURE_LESSON ":16:16",
                "these are 3 lines on a screen of 80 columns: what to watch has at most 2");
    expect_long("happens", "\"happens\": \"Each sleeps, and the shorter one is first.\"", 62,
                FIXTURE_LESSON ":17:18",
                "these are 5 lines on a screen of 80 columns: what happens has at most 4");
    expect_long("happens", "\"happens\": \"It warns.\"", 62, FIXTURE_LESSON ":34:111",
                "these are 5 lines on a screen of 80 columns: what happens has at most 4");
}

TEST(an_aside_has_under_three_hundred_words)
{
    struct buf words = { 0 };
    for (int i = 0; i < 290; i++)
        buf_adds(&words, "word ");
    buf_adds(&words, "\nThe second");
    expect_fault_after("lessons/01-first/why.md", "The second", buf_str(&words),
                       "lessons/01-first/why.md:2:47",
                       "these are 302 words: an aside has under 300");
    buf_finish(&words);
}

TEST(code_in_an_aside_does_not_pass_for_compiled)
{
    expect_fault_after("lessons/01-first/why.md", "The second", "```c\nint x;\n```\nThe second",
                       "lessons/01-first/why.md:1:1", "mark this block `text`");
}

TEST(an_aside_is_a_file_of_the_lesson)
{
    struct scratch dir = fixture_make();
    char *aside = path_join(dir.path, "lessons/01-first/why.md");
    assert_int_equal(unlink(aside), 0);
    struct buf message = { 0 };
    buf_addf(&message, "there is no file %s", aside);
    expect_fault(&dir, FIXTURE_LESSON ":65:53", buf_str(&message));
    buf_finish(&message);
    free(aside);
}

TEST(minutes_are_what_walking_through_the_lesson_takes)
{
    expect_fault_after(FIXTURE_LESSON, "\"minutes\": 5,", "\"minutes\": 1,",
                       FIXTURE_LESSON ":5:14", "walking through this lesson takes 4 minutes");
    expect_fault_after(FIXTURE_LESSON, "\"minutes\": 5,", "\"minutes\": 7,",
                       FIXTURE_LESSON ":5:14", "walking through this lesson takes 4 minutes");
}

TEST(code_in_the_prose_is_cut_out_of_the_programs)
{
    expect_fault_after("lessons/01-first/one.md", "The loop", "```c\nint x;\n```\n\nThe loop",
                       "lessons/01-first/one.md:9:1",
                       "cut this code out of the program: `c cut=NAME`");
    expect_fault_after("lessons/01-first/one.md", "```c cut=both\n```",
                       "```c cut=both\nold();\n```", "lessons/01-first/one.md:7:1",
                       "this block is filled from one.c: its body must be empty");
}

TEST(python_and_c_are_both_shown)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/one.md", "```python cut=both\n```\n", "");
    fixture_edit(&dir, "lessons/01-first/one.py", "    # cut: both\n", "");
    fixture_edit(&dir, "lessons/01-first/one.py", "    # end\n", "");
    expect_fault(&dir, "lessons/01-first/one.md:1:1",
                 "the step shows no Python: add a block `python cut=NAME`");
}

TEST(a_cut_that_is_not_shown_is_a_fault)
{
    expect_fault_after("lessons/01-first/two.c", "    if (!err)\n        puts",
                       "    // cut: print\n    if (!err)\n        // end\n        puts",
                       "lessons/01-first/two.c:12:13",
                       "the step's text does not show this cut");
}

/* ---- Demos ---- */

TEST(line_1_of_a_demo_says_the_goal)
{
    expect_fault_after("lessons/01-first/two.c", "Goal: ", "", "lessons/01-first/two.c:1:1",
                       "line 1 says the goal: /* Goal: ... */");
}

TEST(a_demo_has_at_most_sixty_lines)
{
    struct buf lines = { 0 };
    for (int i = 0; i < 43; i++)
        buf_adds(&lines, "\n");
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/two.c", "static", buf_str(&lines));
    fixture_edit(&dir, "lessons/01-first/two.c", "\n\n\n", "\n\n\nstatic");
    expect_fault(&dir, "lessons/01-first/two.c:63:1",
                 "a demo has at most 60 lines (markers of cuts do not count)");
    buf_finish(&lines);
}

TEST(exactly_one_line_of_a_demo_is_marked)
{
    expect_fault_after("lessons/01-first/two.c", " // <-- look here", "",
                       "lessons/01-first/two.c:1:1",
                       "no line is marked: put `// <-- look here` behind the one that matters");
    expect_fault_after("lessons/01-first/two.c", "async_sleep(10);",
                       "async_sleep(10); // <-- look here", "lessons/01-first/two.c:10:32",
                       "a second line is marked: keep one");
}

/* ---- Several faults ---- */

TEST(every_file_reports_its_faults)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, FIXTURE_LESSON, "\"minutes\": 5,", "\"minutes\": 5");
    fixture_edit(&dir, "quizzes/interview.json", "[", "{");
    struct lint lint = lint_copy(&dir);
    assert_int_equal(lint.faults.count, 2);
    expect_place(&lint.faults.items[0], &dir, FIXTURE_LESSON ":6:3");
    assert_non_null(lint.faults.items[0].source);
    assert_string_equal(lint.faults.items[1].file + strlen(dir.path),
                        "/quizzes/interview.json");
    lint_finish(&lint);
    scratch_remove(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_good_course_has_no_faults),
        cmocka_unit_test(titles_are_those_of_the_outline),
        cmocka_unit_test(ids_are_those_of_the_outline),
        cmocka_unit_test(a_related_step_is_in_the_outline),
        cmocka_unit_test(what_is_not_written_yet_is_noted_and_no_fault),
        cmocka_unit_test(a_course_without_an_outline_says_so),
        cmocka_unit_test(a_file_that_is_missing_is_reported_where_it_is_named),
        cmocka_unit_test(a_file_that_nobody_refers_to_is_a_fault),
        cmocka_unit_test(prose_has_under_two_hundred_words),
        cmocka_unit_test(what_to_watch_fits_into_two_lines_and_what_happens_into_four),
        cmocka_unit_test(an_aside_has_under_three_hundred_words),
        cmocka_unit_test(code_in_an_aside_does_not_pass_for_compiled),
        cmocka_unit_test(an_aside_is_a_file_of_the_lesson),
        cmocka_unit_test(minutes_are_what_walking_through_the_lesson_takes),
        cmocka_unit_test(code_in_the_prose_is_cut_out_of_the_programs),
        cmocka_unit_test(python_and_c_are_both_shown),
        cmocka_unit_test(a_cut_that_is_not_shown_is_a_fault),
        cmocka_unit_test(line_1_of_a_demo_says_the_goal),
        cmocka_unit_test(a_demo_has_at_most_sixty_lines),
        cmocka_unit_test(exactly_one_line_of_a_demo_is_marked),
        cmocka_unit_test(every_file_reports_its_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
