#include "check.h"

#include "judge/assignment.h"
#include "judge/check.h"
#include "judge/schedules.h"
#include "scratch.h"

static const char good[] =
    "{ \"id\": \"twice\", \"title\": \"Do it twice.\", \"signature\": \"int twice(int)\",\n"
    "  \"header\": \"twice.h\", \"statement\": \"statement.md\", \"explanation\": \"why.md\",\n"
    "  \"given\": [\"once\"], \"hints\": [\"Think.\"],\n"
    "  \"properties\": [\n"
    "    { \"id\": \"done\", \"title\": \"it ends\", \"broken\": \"no end\", \"check\": "
    "\"completed\" },\n"
    "    { \"id\": \"value\", \"title\": \"4\", \"broken\": \"{actual}\", \"check\": "
    "\"equal\",\n"
    "      \"of\": \"value\", \"verdict\": \"slow\" }],\n"
    "  \"schedules\": [\n"
    "    { \"title\": \"x is {x}\", \"numbers\": [{ \"number\": \"x\", \"values\": [1, 2, 3] "
    "},\n"
    "                                             { \"number\": \"y\", \"values\": [5, 6] }],\n"
    "      \"latency\": [\"rising\"] }] }\n";

/* Loads the text, with one thing in it replaced (NULL: nothing). */
static int load(const char *what, const char *by, struct arena *arena,
                struct assignment *assignment, struct diag *diag)
{
    struct scratch dir = scratch_make();
    struct buf text = { 0 };
    const char *at = what ? strstr(good, what) : NULL;
    assert_true(at || !what);
    buf_add(&text, good, at ? (size_t)(at - good) : strlen(good));
    if (at)
        buf_addf(&text, "%s%s", by, at + strlen(what));
    free(scratch_file(&dir, "exercise.json", buf_str(&text)));
    int err = assignment_load(dir.path, arena, assignment, diag);
    scratch_remove(&dir);
    buf_finish(&text);
    return err;
}

static void expect_fault(const char *what, const char *by, int line, const char *message)
{
    struct arena arena = { 0 };
    struct assignment assignment;
    struct diag diag = { 0 };
    assert_int_equal(load(what, by, &arena, &assignment, &diag), -1);
    assert_int_equal(diag.line, line);
    if (!strstr(diag.message, message))
        fail_msg("%s", diag.message);
    diag_finish(&diag);
    arena_finish(&arena);
}

TEST(an_exercise_is_read_whole)
{
    struct arena arena = { 0 };
    struct assignment assignment;
    struct diag diag = { 0 };
    assert_int_equal(load(NULL, NULL, &arena, &assignment, &diag), 0);
    assert_string_equal(assignment.id, "twice");
    assert_string_equal(assignment.given[0], "once");
    assert_int_equal(assignment.property_count, 2);
    assert_int_equal(assignment.properties[0].verdict, VERDICT_WRONG);
    assert_int_equal(assignment.properties[1].verdict, VERDICT_SLOW);
    assert_string_equal(assignment.properties[1].check->name, "equal");
    assert_int_equal(assignment.limits.ticks, 20000);
    arena_finish(&arena);
}

TEST(a_plan_is_multiplied_out)
{
    struct arena arena = { 0 };
    struct assignment assignment;
    struct schedules schedules;
    struct diag diag = { 0 };
    assert_int_equal(load(NULL, NULL, &arena, &assignment, &diag), 0);
    schedules_make(&assignment, 1, &arena, &schedules);
    assert_int_equal(schedules.count, 6);
    assert_string_equal(schedules.items[0].title, "x is 1; the first is the fastest");
    assert_int_equal(schedule_number(&schedules.items[0], "y"), 5);
    assert_int_equal(schedule_number(&schedules.items[1], "y"), 6);
    assert_int_equal(schedule_number(&schedules.items[5], "x"), 3);
    assert_int_not_equal(schedule_number(&schedules.items[0], "seed"),
                         schedule_number(&schedules.items[1], "seed"));
    schedules_finish(&schedules);
    arena_finish(&arena);
}

TEST(faults_have_a_place)
{
    expect_fault("\"hints\"", "\"hnits\"", 3, "hnits");
    expect_fault("\"completed\"", "\"complete\"", 5, "completed");
    expect_fault("\"of\": \"value\", ", "", 6, "needs an \"of\"");
    expect_fault("\"verdict\": \"slow\"", "\"verdict\": \"slwo\"", 7, "slow");
    expect_fault("[1, 2, 3]", "[]", 9, "at least one value");
    expect_fault("\"rising\"", "\"upwards\"", 11, "none of equal, rising, falling, random");
    expect_fault("\"number\": \"x\"", "\"number\": \"a-name-that-is-much-too-long\"", 9,
                 "at most 23 letters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exercise_is_read_whole),
        cmocka_unit_test(a_plan_is_multiplied_out),
        cmocka_unit_test(faults_have_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
