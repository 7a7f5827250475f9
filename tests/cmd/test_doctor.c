/* What `doctor` says of a machine that has all, and of one without a compiler. */
#include "check.h"
#include "cmd/ran.h"

TEST(a_whole_machine_is_fit)
{
    struct ran ran = ran_command(NULL, "doctor");
    assert_int_equal(ran.status, STATUS_OK);
    assert_non_null(strstr(ran.out, "ok   compiler"));
    assert_non_null(strstr(ran.out, "ok   course"));
    assert_non_null(strstr(ran.out, "ok   progress"));
    assert_null(strstr(ran.out, "bad  "));
    ran_finish(&ran);
}

TEST(a_missing_compiler_is_told_with_the_way_to_get_it)
{
    setenv("CC", "no-such-compiler", 1);
    struct ran ran = ran_command(NULL, "doctor");
    unsetenv("CC");
    assert_int_equal(ran.status, STATUS_LACKING);
    assert_non_null(strstr(ran.out, "bad  compiler"));
    assert_non_null(strstr(ran.out, "sudo apt-get install gcc"));
    ran_finish(&ran);
}

TEST(a_missing_course_is_told)
{
    struct ran ran = ran_command("/nonexistent", "doctor");
    assert_int_equal(ran.status, STATUS_LACKING);
    assert_non_null(strstr(ran.out, "bad  course"));
    ran_finish(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_machine_is_fit),
        cmocka_unit_test(a_missing_compiler_is_told_with_the_way_to_get_it),
        cmocka_unit_test(a_missing_course_is_told),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
