#include "check.h"

#include "cmd/ran.h"

#define GOOD "tests/course/good"

TEST(the_json_has_the_shape_of_the_contract)
{
    struct ran ran = ran_command(GOOD, "list --json");
    assert_int_equal(ran.status, STATUS_OK);
    assert_string_equal(
        ran.out, "{\"modules\":[{\"title\":\"The Only Module\",\"lessons\":[{\"id\":\"first\","
                 "\"title\":\"First Lesson\",\"minutes\":5,\"steps\":["
                 "{\"id\":\"first/one\",\"title\":\"Step One\",\"done\":false},"
                 "{\"id\":\"first/two\",\"title\":\"Step Two\",\"done\":false}]}]}],"
                 "\"interview\":[{\"id\":\"interview/1\",\"question\":\"What is awaited?\"}],"
                 "\"exercises\":[{\"id\":\"echo\",\"title\":\"Echo what comes in.\"}]}\n");
    assert_string_equal(ran.err, "");
    ran_finish(&ran);
}

TEST(the_list_names_everything)
{
    struct ran ran = ran_command(GOOD, "list");
    assert_int_equal(ran.status, STATUS_OK);
    static const char *const parts[] = { "Module 1: The Only Module", "1 First Lesson",
                                         "[ ] 1.2 Step Two",          "interview/1",
                                         "Echo what comes in.",       "5 min" };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        assert_non_null(strstr(ran.out, parts[i]));
    ran_finish(&ran);
}

TEST(a_broken_course_ends_with_its_place_and_status_2)
{
    struct ran ran = ran_command("/nonexistent", "list");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_string_equal(ran.out, "");
    assert_non_null(strstr(ran.err, "/nonexistent/lessons/catalog.json: there is no course"));
    ran_finish(&ran);
}

TEST(a_lesson_is_printed_whole)
{
    struct ran ran = ran_command(GOOD, "lesson first --no-input");
    assert_int_equal(ran.status, STATUS_OK);
    static const char *const parts[] = {
        "1 First Lesson",
        "Errors are return codes.",
        "1.1 Step One",
        "await fast()",
        "async_create_task",
        "1. `slow at 20`",
        "asynclearn demo first/one",
        "2. two",
        "1.2 Step Two",
        "Which word waits",
        "Takeaway:",
        "Answers to the checks",
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (!strstr(ran.out, parts[i]))
            fail_msg("missing: %s", parts[i]);
    }
    assert_null(strstr(ran.out, "cut:"));
    ran_finish(&ran);
}

TEST(the_whole_course_is_printed_with_where_to_read_on)
{
    struct ran ran = ran_command(GOOD, "lesson --no-input");
    assert_int_equal(ran.status, STATUS_OK);
    static const char *const parts[] = {
        "1 First Lesson",
        "1.2 Step Two",
        "Answers to the checks",
        "exercise start echo",
        "Resources",
        "RFC 862: the shortest protocol. https://www.rfc-editor.org/rfc/rfc862",
    };
    const char *rest = ran.out;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && rest; i++) {
        rest = strstr(rest, parts[i]);
        if (!rest)
            fail_msg("missing, or not in this place: %s", parts[i]);
    }
    ran_finish(&ran);
}

TEST(a_step_is_printed_alone)
{
    struct ran ran = ran_command(GOOD, "lesson 1 --step 2");
    assert_int_equal(ran.status, STATUS_OK);
    assert_non_null(strstr(ran.out, "1.2 Step Two"));
    assert_null(strstr(ran.out, "Step One"));
    ran_finish(&ran);
}

static void expect_unknown(const char *line, const char *message)
{
    struct ran ran = ran_command(GOOD, line);
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_string_equal(ran.out, "");
    assert_non_null(strstr(ran.err, message));
    ran_finish(&ran);
}

TEST(unknown_ids_name_the_nearest)
{
    expect_unknown("lesson frist", "there is no lesson \"frist\": did you mean \"first\"?");
    expect_unknown("lesson 1 --step tow", "there is no step \"tow\": did you mean \"two\"?");
    expect_unknown("lesson 9", "there is no lesson 9: the last one is 1");
    expect_unknown("lesson --step 1", "--step needs the lesson whose step it is");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_has_the_shape_of_the_contract),
        cmocka_unit_test(the_list_names_everything),
        cmocka_unit_test(a_broken_course_ends_with_its_place_and_status_2),
        cmocka_unit_test(a_lesson_is_printed_whole),
        cmocka_unit_test(the_whole_course_is_printed_with_where_to_read_on),
        cmocka_unit_test(a_step_is_printed_alone),
        cmocka_unit_test(unknown_ids_name_the_nearest),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
