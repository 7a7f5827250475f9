/* What the judge does with submissions that mean no good, and with a machine that lacks something. */
#include "check.h"

#include "judge/report.h"
#include "judging.h"

TEST(cheats_and_accidents_get_the_verdict_that_they_declare)
{
    judging_run_glob(
        (struct judging){ .exercise = "fetch-urls", .look = judging_expect_declared },
        "tests/judge/cheats/*.c");
}

/* Of all files judged since it was emptied. */
static struct buf reports;

static void add_report(const char *file, const struct judgement *judgement, struct buf *faults)
{
    report_add_json(judgement, &reports);
    buf_add(&reports, judgement->trace.data, judgement->trace.len);
}

static char *reports_with_seed(uint64_t seed)
{
    const struct judging judging = {
        .exercise = "fetch-urls", .is_quick = true, .seed = seed, .look = add_report
    };
    judging_run_glob(judging, "quizzes/coding/fetch-urls/rejected/[a-l]*.c");
    return buf_take(&reports);
}

TEST(the_same_seed_gives_the_same_bytes)
{
    char *first = reports_with_seed(7), *second = reports_with_seed(7);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

TEST(the_seed_follows_the_source)
{
    assert_true(judge_seed_of("a", 1) == judge_seed_of("a", 1));
    assert_true(judge_seed_of("a", 1) != judge_seed_of("b", 1));
}

TEST(a_missing_compiler_is_nobodys_failure)
{
    struct judging judging = { .exercise = "fetch-urls", .cc = "no-such-compiler" };
    judging_run(&judging);
    assert_int_equal(judging.open_err, -1);
    assert_string_equal(
        judging.diag.message,
        "cannot run no-such-compiler: No such file or directory; judging needs a "
        "C compiler: apt-get install gcc, or set CC to yours");
    diag_finish(&judging.diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cheats_and_accidents_get_the_verdict_that_they_declare),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(the_seed_follows_the_source),
        cmocka_unit_test(a_missing_compiler_is_nobodys_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
