#include "check.h"

#include "cmd/ran.h"
#include "course/fixture.h"

TEST(a_good_course_has_status_0)
{
    struct ran ran = ran_command(NULL, "lint tests/course/good --no-run");
    assert_int_equal(ran.status, STATUS_OK);
    assert_string_equal(ran.out, "1 lesson, 2 steps: no faults\n");
    assert_string_equal(ran.err, "");
    ran_finish(&ran);
}

TEST(the_course_of_the_other_commands_is_checked_by_default)
{
    struct ran ran = ran_command("tests/course/good", "lint --no-run");
    assert_int_equal(ran.status, STATUS_OK);
    assert_string_equal(ran.out, "1 lesson, 2 steps: no faults\n");
    ran_finish(&ran);
}

TEST(a_fault_is_printed_with_its_line_and_a_caret)
{
    struct scratch dir = fixture_make();
    struct buf expected = { 0 };
    fixture_edit(&dir, FIXTURE_LESSON, "Step Two", "Step 2");
    buf_addf(&expected,
             "%s/lessons/01-first/lesson.json:40:16: the outline calls this step \"Step Two\" "
             "(at steps[1].title)\n"
             "          \"title\": \"Step 2\",\n"
             "                   ^\n"
             "1 lesson, 2 steps: 1 fault\n",
             dir.path);
    struct ran ran = ran_command(dir.path, "lint --no-run");
    assert_int_equal(ran.status, STATUS_FAILED);
    assert_string_equal(ran.out, buf_str(&expected));
    ran_finish(&ran);
    buf_finish(&expected);
    scratch_remove(&dir);
}

TEST(a_directory_without_a_course_has_status_2)
{
    struct ran ran = ran_command(NULL, "lint /nonexistent");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_string_equal(ran.out, "");
    assert_non_null(strstr(ran.err, "there is no course here"));
    ran_finish(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_course_has_status_0),
        cmocka_unit_test(the_course_of_the_other_commands_is_checked_by_default),
        cmocka_unit_test(a_fault_is_printed_with_its_line_and_a_caret),
        cmocka_unit_test(a_directory_without_a_course_has_status_2),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
