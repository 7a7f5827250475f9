#include "check.h"

#include "base/process.h"
#include "course/fixture.h"
#include "course/lint.h"
#include "in_task.h"
#include "trace/account.h"

/* The course linted, and what with. */
static struct {
    const char *dir;
    struct program_tools tools;
    struct lint lint;
} call;

static void lint_call(void)
{
    lint_course(call.dir, &call.tools, &call.lint);
}

static void lint(const char *dir)
{
    lint_finish(&call.lint);
    call.dir = dir;
    in_task(lint_call);
}

static int setup(void **state)
{
    const char *build = getenv("BUILD");
    call.tools = program_tools_find(".", build ? build : "build", account_read);
    return 0;
}

static int teardown(void **state)
{
    lint_finish(&call.lint);
    return 0;
}

TEST(the_good_course_runs_as_it_says)
{
    lint("tests/course/good");
    for (size_t i = 0; i < call.lint.faults.count; i++)
        print_message("%s\n", call.lint.faults.items[i].message);
    assert_int_equal(call.lint.faults.count, 0);
    if (!call.tools.python)
        skip();
    assert_ptr_equal(strstr(buf_str(&call.lint.notes), "the twins were run on CPython 3."),
                     buf_str(&call.lint.notes));
    assert_ptr_equal(strchr(buf_str(&call.lint.notes), '\n') + 1,
                     call.lint.notes.data + call.lint.notes.len);
}

/* Exactly one fault, in a file of the first lesson, once `from` became `to`. */
static void expect_fault(const char *file, const char *from, const char *to,
                         const char *at_file, int line, const char *message)
{
    struct scratch dir = fixture_make();
    struct buf path = { 0 };
    buf_addf(&path, "lessons/01-first/%s", file);
    fixture_edit(&dir, buf_str(&path), from, to);
    lint(dir.path);
    scratch_remove(&dir);
    buf_finish(&path);

    assert_int_equal(call.lint.faults.count, 1);
    const struct diag *fault = &call.lint.faults.items[0];
    assert_string_equal(fault->message, message);
    assert_string_equal(strrchr(fault->file, '/') + 1, at_file);
    assert_int_equal(fault->line, line);
    assert_true(fault->col > 0);
    assert_non_null(fault->source);
}

TEST(a_warning_of_the_compiler_is_a_fault_at_its_place)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/two.c", "    if (!err)\n        puts",
                 "    int unused = 1;\n    if (!err)\n        puts");
    lint(dir.path);
    scratch_remove(&dir);
    assert_int_equal(call.lint.faults.count, 1);
    assert_non_null(strstr(call.lint.faults.items[0].message, "unused"));
    assert_int_equal(call.lint.faults.items[0].line, 12);
}

TEST(an_error_that_is_not_checked_is_a_fault)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/two.c", "int err = async_sleep(10);",
                 "async_sleep(10);\n    int err = 0;");
    lint(dir.path);
    scratch_remove(&dir);
    assert_int_equal(call.lint.faults.count, 1);
    assert_int_equal(call.lint.faults.items[0].line, 8);
}

TEST(a_demo_that_fails_is_a_fault)
{
    expect_fault("two.c", "return async_run(async_coro(row, NULL), NULL) ? 1 : 0;",
                 "return async_run(async_coro(row, NULL), NULL) ? 1 : 9;", "lesson.json", 42,
                 "the demo ends with exit code 9; its last words: \"\"");
}

TEST(a_twin_that_prints_something_else_is_a_fault)
{
    if (!call.tools.python)
        skip();
    expect_fault("one.py", "\"fast at\"", "\"quick at\"", "lesson.json", 14,
                 "line 1 differs: C prints \"fast at 10\", python3 \"quick at 10\"");
    expect_fault("two.py", "print(\"done\")", "print(\"done\\nmore\")", "lesson.json", 43,
                 "line 2 differs: C prints \"(the end)\", python3 \"more\"");
    expect_fault("two.py", "print(\"done\")", "raise SystemExit(\"enough\")", "lesson.json", 43,
                 "on python3 the twin ends with exit code 1; its last words: \"enough\"");
}

TEST(a_prediction_that_the_run_does_not_answer_is_a_fault)
{
    expect_fault("lesson.json", "\"slow at 20\"", "\"slow at 30\"", "lesson.json", 19,
                 "the items are not the lines that the demo prints");
    expect_fault("lesson.json", "\"30 ms\"", "\"31 ms\"", "lesson.json", 48,
                 "the demo's run answers \"30 ms\", which 0 choices say");
}

TEST(a_quiz_that_the_run_does_not_answer_is_a_fault)
{
    expect_fault("lesson.json", "waited 10 ms", "waited 11 ms", "lesson.json", 88,
                 "the demo's run answers \"loop had nothing to run: waited 10 ms\", which 0 "
                 "choices say");
    expect_fault("lesson.json", "\"tick\": 5", "\"tick\": 4", "lesson.json", 98,
                 "in tick 4 0 tasks go on: ask about a tick in which one does");
}

TEST(a_warning_that_is_not_named_is_a_fault)
{
    expect_fault("two.c", "puts(\"done\");",
                 "puts(\"done\");\n    async_coro_close(async_coro(row, NULL));", "lesson.json",
                 38, "the run gives a warning \"never-awaited\" as well");
}

TEST(a_warning_that_does_not_come_is_a_fault)
{
    expect_fault("lesson.json", "\"The clock.\",", "\"The clock.\", \"warns\": [\"slow\"],",
                 "lesson.json", 45, "the run gives no warning \"slow\"");
}

TEST(a_broken_demo_that_gives_another_warning_is_a_fault)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, FIXTURE_LESSON, "\"never-awaited\"", "\"slow\"");
    lint(dir.path);
    scratch_remove(&dir);
    assert_int_equal(call.lint.faults.count, 2);
    assert_string_equal(call.lint.faults.items[0].message,
                        "the run gives a warning \"never-awaited\" as well");
    assert_string_equal(call.lint.faults.items[1].message, "the run gives no warning \"slow\"");
    assert_int_equal(call.lint.faults.items[1].line, 34);
}

TEST(a_broken_demo_that_does_not_end_well_is_a_fault)
{
    struct scratch dir = fixture_make();
    fixture_edit(&dir, "lessons/01-first/one.broken.c", "? 1 : 0", "? 1 : 7");
    lint(dir.path);
    scratch_remove(&dir);
    assert_int_equal(call.lint.faults.count, 1);
    assert_non_null(strstr(call.lint.faults.items[0].message, "ends with exit code 7"));
    assert_int_equal(call.lint.faults.items[0].line, 34);
}

TEST(what_is_missing_on_this_machine_is_said)
{
    struct program_tools tools = call.tools;
    call.tools.python = NULL;
    lint("tests/course/good");
    assert_int_equal(call.lint.faults.count, 0);
    assert_non_null(strstr(buf_str(&call.lint.notes), "there is no CPython"));
    call.tools.cc = NULL;
    lint("tests/course/good");
    assert_int_equal(call.lint.faults.count, 0);
    assert_non_null(strstr(buf_str(&call.lint.notes), "there is no C compiler"));
    call.tools = tools;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_good_course_runs_as_it_says),
        cmocka_unit_test(a_warning_of_the_compiler_is_a_fault_at_its_place),
        cmocka_unit_test(an_error_that_is_not_checked_is_a_fault),
        cmocka_unit_test(a_demo_that_fails_is_a_fault),
        cmocka_unit_test(a_twin_that_prints_something_else_is_a_fault),
        cmocka_unit_test(a_prediction_that_the_run_does_not_answer_is_a_fault),
        cmocka_unit_test(a_quiz_that_the_run_does_not_answer_is_a_fault),
        cmocka_unit_test(a_warning_that_is_not_named_is_a_fault),
        cmocka_unit_test(a_warning_that_does_not_come_is_a_fault),
        cmocka_unit_test(a_broken_demo_that_gives_another_warning_is_a_fault),
        cmocka_unit_test(a_broken_demo_that_does_not_end_well_is_a_fault),
        cmocka_unit_test(what_is_missing_on_this_machine_is_said),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
