#include "check.h"

#include "cmd/ran.h"
#include "scratch.h"

/* Grades these lines with the rubric of the fake course. */
static struct ran grade(const char *lines, const char *options)
{
    struct scratch dir = scratch_make();
    struct buf line = { 0 };
    char *path = scratch_file(&dir, "answers.jsonl", lines);
    buf_addf(&line, "grade interview %s %s", path, options);
    struct ran ran = ran_command("tests/course/good", buf_str(&line));
    buf_finish(&line);
    free(path);
    scratch_remove(&dir);
    return ran;
}

#define RIGHT "{\"id\":\"a\",\"question\":1,\"answer\":\"Coroutines and tasks are awaited.\"}\n"
#define WRONG                                                                      \
    "{\"id\":\"b\",\"question\":1,\"answer\":\"Something is awaited, threads are " \
    "awaited.\"}\n"

TEST(an_answer_is_graded_to_one_json_line)
{
    struct ran ran = grade(RIGHT "\n" WRONG, "--json");
    assert_int_equal(ran.status, STATUS_OK);
    assert_string_equal(
        ran.out, "{\"id\":\"a\",\"question\":1,\"score\":10,\"band\":\"excellent\",\"points\":["
                 "\"p1\",\"p2\"],"
                 "\"half\":[],\"misconceptions\":[],\"unsure\":false}\n"
                 "{\"id\":\"b\",\"question\":1,\"score\":0,\"band\":\"wrong\",\"points\":[],"
                 "\"half\":[\"p1\"],\"misconceptions\":[\"m1\"],\"unsure\":true}\n");
    assert_string_equal(ran.err, "");
    ran_finish(&ran);
}

TEST(people_get_a_line_that_can_be_read)
{
    struct ran ran = grade(WRONG, "");
    assert_string_equal(ran.out, " 0 wrong     b p1/2 m1 unsure\n");
    ran_finish(&ran);
}

static void expect_refused(const char *bad_line, const char *said)
{
    struct buf lines = { 0 };
    buf_addf(&lines, RIGHT "%s\n" WRONG, bad_line);
    struct ran ran = grade(buf_str(&lines), "");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_string_equal(ran.out, "10 excellent a p1 p2\n 0 wrong     b p1/2 m1 unsure\n");
    if (!strstr(ran.err, "answers.jsonl:2:") || !strstr(ran.err, said))
        fail_msg("not \"%s\": %s", said, ran.err);
    ran_finish(&ran);
    buf_finish(&lines);
}

TEST(a_line_that_cannot_be_used_is_named_and_the_others_are_graded)
{
    expect_refused("{", "broken JSON");
    expect_refused("[]", "must be an object");
    expect_refused("{\"id\":\"x\",\"question\":1}", "\"answer\" is missing here");
    expect_refused("{\"id\":7,\"question\":1,\"answer\":\"\"}", "must be a text");
    expect_refused("{\"id\":\"x\",\"question\":2,\"answer\":\"\"}", "question");
    expect_refused("{\"id\":\"x\\u001b\",\"question\":1,\"answer\":\"\"}",
                   "an id has no control characters");
}

TEST(a_missing_file_has_status_2)
{
    struct ran ran = ran_command("tests/course/good", "grade interview nowhere.jsonl");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_non_null(strstr(ran.err, "nowhere.jsonl"));
    ran_finish(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_graded_to_one_json_line),
        cmocka_unit_test(people_get_a_line_that_can_be_read),
        cmocka_unit_test(a_line_that_cannot_be_used_is_named_and_the_others_are_graded),
        cmocka_unit_test(a_missing_file_has_status_2),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
