/* Each fault of a rubric is found, with its place. */
#include <string.h>

#include "check.h"
#include "base/file.h"
#include "course/fixture.h"
#include "quiz/examiner/examiner.h"

#define INTERVIEW "quizzes/interview.json"
#define RULES     "quizzes/interview/1.json"

/* Lints the good course after one change; the first of so many faults is at `place`
 * ("FILE:LINE:COL") and says so. */
static void expect_faults(size_t count, const char *file, const char *from, const char *to,
                          const char *place, const char *message)
{
    struct scratch dir = fixture_make();
    struct diags faults = { 0 };
    struct buf text = { 0 };
    char *path = path_join(dir.path, INTERVIEW);
    fixture_edit(&dir, file, from, to);
    examiner_lint(path, &faults);
    assert_int_equal(faults.count, count);
    diag_format(&faults.items[0], &text);
    assert_non_null(strstr(buf_str(&text), place));
    assert_non_null(strstr(buf_str(&text), message));
    buf_finish(&text);
    diags_finish(&faults);
    free(path);
    scratch_remove(&dir);
}

static void expect_fault(const char *file, const char *from, const char *to, const char *place,
                         const char *message)
{
    expect_faults(1, file, from, to, place, message);
}

TEST(a_good_rubric_has_no_faults)
{
    struct diags faults = { 0 };
    examiner_lint("tests/course/good/" INTERVIEW, &faults);
    assert_int_equal(faults.count, 0);
    diags_finish(&faults);
}

TEST(the_rubrics_of_the_course_have_no_faults)
{
    struct diags faults = { 0 };
    examiner_lint(INTERVIEW, &faults);
    assert_int_equal(faults.count, 0);
    diags_finish(&faults);
}

TEST(weights_sum_to_ten)
{
    expect_fault(INTERVIEW, "\"weight\": 6", "\"weight\": 7", INTERVIEW ":6:17",
                 "the weights sum to 11, not to 10");
}

TEST(the_full_answer_earns_every_point)
{
    expect_fault(INTERVIEW, "Tasks are awaited too", "So are tasks", INTERVIEW ":16:15",
                 "the examiner does not find the point p2 in it");
}

TEST(model_answers_assert_no_misconception)
{
    expect_fault(INTERVIEW, "\"short\": \"Coroutines", "\"short\": \"Threads",
                 INTERVIEW ":15:16",
                 "the examiner finds the misconception m1 in it: \"Threads are awaited\"");
}

TEST(every_rule_is_used_by_a_marked_response)
{
    expect_fault(RULES, "\"something AWAITED\"", "\"anything AWAITED\"", RULES ":12:52",
                 "uses this rule (at points.p1.half)");
}

TEST(a_fault_in_a_pattern_has_a_place)
{
    expect_fault(RULES, "\"thread AWAITED\"", "\"thread AWAITD\"", RULES ":9:12",
                 "there is no concept AWAITD (at misconceptions.m1[0])");
}

TEST(a_fault_in_a_concept_has_a_place)
{
    expect_fault(RULES, "waited for\"", "waited|\"", RULES ":3:17", "an empty word");
}

TEST(a_missing_rule_has_a_place)
{
    expect_fault(RULES, "\"m1\"", "\"m2\"", RULES, "the rubric's \"m1\" has no rules");
}

TEST(a_rule_of_nothing_has_a_place)
{
    expect_fault(RULES, "\"m1\": [", "\"m9\": [], \"m1\": [", RULES,
                 "the rubric has no \"m9\"");
}

/* Broken, it uses no rule: half of p1 and m1 go without a response. */
TEST(a_broken_marked_response_has_its_line)
{
    expect_faults(3, "quizzes/interview/1-marked.jsonl", "{\"id\": \"2\"", "\"id\": \"2\"",
                  "1-marked.jsonl:2:", "broken JSON");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_rubric_has_no_faults),
        cmocka_unit_test(the_rubrics_of_the_course_have_no_faults),
        cmocka_unit_test(weights_sum_to_ten),
        cmocka_unit_test(the_full_answer_earns_every_point),
        cmocka_unit_test(model_answers_assert_no_misconception),
        cmocka_unit_test(every_rule_is_used_by_a_marked_response),
        cmocka_unit_test(a_fault_in_a_pattern_has_a_place),
        cmocka_unit_test(a_fault_in_a_concept_has_a_place),
        cmocka_unit_test(a_missing_rule_has_a_place),
        cmocka_unit_test(a_rule_of_nothing_has_a_place),
        cmocka_unit_test(a_broken_marked_response_has_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
