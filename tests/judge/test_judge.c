/* What the judge does with submissions that mean no good, and with a machine that lacks
 * something. */
#include "check.h"

#include "judge/report.h"
#include "judging.h"
#include "scratch.h"

static void prove_cheats(struct judging *judging)
{
    glob_t found = { 0 };
    struct judge judge;
    glob("tests/judge/cheats/*.c", 0, NULL, &found);
    if (judge_open(&judge, &judging->assignment, &judging->options,
                   diags_add(&judging->faults)))
        return;
    diags_drop_unset(&judging->faults);
    for (size_t i = 0; i < found.gl_pathc; i++)
        proof_file(&judge, found.gl_pathv[i], &judging->faults);
    judge_close(&judge);
    globfree(&found);
}

TEST(cheats_and_accidents_get_the_verdict_that_they_declare)
{
    struct judging judging = { .exercise = "fetch-urls", .body = prove_cheats };
    judging_run(&judging);
}

/* Of all files judged since it was emptied. */
static struct buf reports;

static void add_report(const struct judgement *judgement)
{
    report_add_json(judgement, &reports);
    buf_add(&reports, judgement->trace.data, judgement->trace.len);
}

static void report_rejected(struct judging *judging)
{
    judging_each(judging, "quizzes/coding/fetch-urls/rejected/[a-l]*.c", 7, add_report);
}

static char *reports_once(void)
{
    struct judging judging = { .exercise = "fetch-urls",
                               .options = { .is_quick = true },
                               .body = report_rejected };
    judging_run(&judging);
    return buf_take(&reports);
}

TEST(the_same_seed_gives_the_same_bytes)
{
    char *first = reports_once(), *second = reports_once();
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void prove_kept(struct judging *judging)
{
    static const char *const files[] = { "accepted/gather.c", "rejected/sequential.c",
                                         "rejected/arguments-die-too-early.c" };
    struct judge judge;
    if (judge_open(&judge, &judging->assignment, &judging->options,
                   diags_add(&judging->faults)))
        return;
    diags_drop_unset(&judging->faults);
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        char *file = path_join(judging->assignment.dir, files[i]);
        proof_file(&judge, file, &judging->faults);
        free(file);
    }
    judge_close(&judge);
}

/* It has no sanitizers, and its linker cannot make a host. */
TEST(tcc_compiles_submissions_and_leaves_the_rest_to_cc)
{
    if (system("tcc -v >/dev/null 2>&1") != 0) {
        print_message("tcc is not installed: skipped\n");
        skip();
    }
    struct judging judging = { .exercise = "fetch-urls",
                               .options = { .cc = "tcc" },
                               .body = prove_kept };
    judging_run(&judging);
}

TEST(the_seed_follows_the_source)
{
    struct scratch dir = scratch_make();
    char *a = scratch_file(&dir, "a.c", "a"), *same = scratch_file(&dir, "same.c", "a"),
         *b = scratch_file(&dir, "b.c", "b");
    assert_true(judge_hash_of(a) == judge_hash_of(same));
    assert_true(judge_seed_of(judge_hash_of(a)) != judge_seed_of(judge_hash_of(b)));
    assert_true(judge_hash_of(dir.path) == 0);
    free(a);
    free(same);
    free(b);
    scratch_remove(&dir);
}

static void open_without_compiler(struct judging *judging)
{
    struct judge judge;
    struct diag diag = { 0 };
    int err = judge_open(&judge, &judging->assignment, &judging->options, &diag);
    if (err != -1 ||
        strcmp(diag.message,
               "cannot run no-such-compiler: No such file or directory; judging needs "
               "a C compiler: apt-get install gcc, or set CC to yours") != 0)
        diag_set(diags_add(&judging->faults), NULL, 0, 0, "it said %d: %s", err, diag.message);
    diag_finish(&diag);
}

TEST(a_missing_compiler_is_nobodys_failure)
{
    struct judging judging = { .exercise = "fetch-urls",
                               .options = { .cc = "no-such-compiler" },
                               .body = open_without_compiler };
    judging_run(&judging);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cheats_and_accidents_get_the_verdict_that_they_declare),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(tcc_compiles_submissions_and_leaves_the_rest_to_cc),
        cmocka_unit_test(the_seed_follows_the_source),
        cmocka_unit_test(a_missing_compiler_is_nobodys_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
