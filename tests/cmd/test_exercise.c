#include "check.h"

#include <unistd.h>

#include "cmd/ran.h"

static void expect(const char *line, int status, const char *in_out, const char *in_err)
{
    struct ran ran = ran_command(NULL, line);
    if (ran.status != status || !strstr(ran.out, in_out) || !strstr(ran.err, in_err))
        fail_msg("%s: status %d\n%s%s", line, ran.status, ran.out, ran.err);
    ran_finish(&ran);
}

/* Puts a kept solution where the learner would write. */
static void solve(const struct scratch *home, const char *solution)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(file_read(solution, &text, &diag), 0);
    free(scratch_file(home, "workspace/fetch-urls/fetch_urls.c", buf_str(&text)));
    buf_finish(&text);
}

TEST(nothing_is_judged_before_it_was_started)
{
    expect("exercise check fetch-urls", STATUS_USAGE, "", "exercise start fetch-urls");
    expect("exercise list", STATUS_OK, "fetch-urls  not started", "");
}

TEST(an_exercise_from_start_to_solution)
{
    expect("exercise start fetch", STATUS_OK, "fetch_urls.c", "");
    expect("exercise edit", STATUS_OK, "Open this file in your editor", "");
    expect("exercise solution", STATUS_FAILED, "Not yet", "");
    expect("exercise check --quick", STATUS_FAILED, "URL number 1 was never fetched", "");
    expect("exercise list", STATUS_OK, "1 tried, not passed yet", "");
    expect("exercise hint", STATUS_OK, "Hint 1 of 4", "");
    expect("exercise hint", STATUS_OK, "Hint 2 of 4", "");
    solve(*state, "quizzes/coding/fetch-urls/rejected/sequential.c");
    expect("exercise check --quick", STATUS_FAILED,
           "Your 3 fetches ran one after the other: 300 ms where 100 ms is possible.", "");
    expect("exercise trace --trace=log", STATUS_OK,
           "judge verdict: your 3 fetches ran one after the other: 300 ms where 100 ms is "
           "possible  fetch_urls.c:7\ntick 2            0 ms  fetch_urls#2 waits: sleep",
           "");
    struct ran log = ran_command(NULL, "exercise trace --trace=log");
    assert_null(strstr(log.out, "notes:")); /* what the judge does is folded away */
    assert_null(strstr(log.out, "drive.c"));
    ran_finish(&log);
    expect("exercise trace --trace=log", STATUS_OK,
           "\n\nThe verdict, in tick 2: your 3 fetches ran one after the other", "");
    solve(*state, "quizzes/coding/fetch-urls/accepted/gather.c");
    expect("exercise check --quick", STATUS_OK, "pass", "");
    expect("exercise solution", STATUS_OK, "halves.c", "");
    expect("exercise solution", STATUS_OK, "Yours", "");
    expect("exercise list", STATUS_OK, "passed", "");
}

/* One after the other, so that the order of the pages is certain. */
TEST(a_run_for_real_fetches_from_a_server_on_this_machine)
{
    expect("exercise start fetch", STATUS_OK, "fetch_urls.c", "");
    solve(*state, "quizzes/coding/fetch-urls/rejected/sequential.c");
    struct ran ran = ran_command(NULL, "exercise run fetch --real --trace=log");
    if (ran.status == STATUS_LACKING && strstr(ran.err, "libcurl4-openssl-dev")) {
        print_message("no libcurl to link: skipped\n");
        ran_finish(&ran);
        skip();
    }
    const char *at = strstr(ran.out, "For real: 3 URLs");
    for (int i = 1; i <= 3 && at; i++) {
        char page[64];
        snprintf(page, sizeof(page), "/%d: 200, \"welcome to site %d\"", i, i);
        at = strstr(at, page);
    }
    at = at ? strstr(at, "fetch_urls() returned 0 after ") : NULL;
    if (!at || ran.status != STATUS_OK)
        fail_msg("status %d\n%s%s", ran.status, ran.out, ran.err);
    ran_finish(&ran);
}

TEST(where_there_is_no_network_a_run_for_real_has_the_real_clock)
{
    expect("exercise start timeout", STATUS_OK, "", "");
    expect("exercise run timeout --real --trace=log", STATUS_OK, "real clock", "");
}

TEST(a_run_for_real_needs_code_that_compiles)
{
    free(scratch_file(*state, "workspace/fetch-urls/fetch_urls.c", "int fetch_urls(;\n"));
    expect("exercise run fetch --real", STATUS_FAILED, "fetch_urls.c:1:", "");
}

TEST(grade_answers_in_the_shape_of_the_contract)
{
    expect(
        "grade fetch-urls quizzes/coding/fetch-urls/rejected/prints.c --json --quick --seed 5",
        STATUS_FAILED,
        "{\"file\":\"quizzes/coding/fetch-urls/rejected/prints.c\",\"exercise\":"
        "\"fetch-urls\",\"verdict\":\"wrong\",\"passed\":false,\"seed\":5,\"checks\":[{",
        "");
    expect("grade fetch-urls quizzes/coding/fetch-urls/accepted/gather.c --json --quick",
           STATUS_OK, "\"verdict\":\"pass\",\"passed\":true", "");
}

TEST(results_come_in_the_order_of_the_files)
{
    struct ran ran =
        ran_command(NULL, "grade fetch-urls --quick --jobs 2 tests/judge/cheats/spin.c "
                          "tests/judge/cheats/no-such-function.c");
    char *first = strstr(ran.out, "spin.c: blocked");
    assert_non_null(first);
    assert_non_null(strstr(first, "no-such-function.c: compile-error"));
    assert_int_equal(ran.status, STATUS_FAILED);
    ran_finish(&ran);
}

TEST(one_that_cannot_be_read_stops_no_other)
{
    const struct scratch *home = *state;
    char *dir = path_join(home->path, "class"), *dangling = path_join(dir, "a.c");
    struct buf line = { 0 };
    free(scratch_file(home, "class/b.c", "int fetch_urls(;\n"));
    assert_int_equal(symlink("nowhere", dangling), 0);
    buf_addf(&line, "grade fetch-urls --quick %s", dir);
    struct ran ran = ran_command(NULL, buf_str(&line));
    const char *first = strstr(ran.out, "a.c: compile-error\nThis is no file that can be read");
    assert_non_null(first);
    assert_non_null(strstr(first, "b.c: compile-error"));
    assert_int_equal(ran.status, STATUS_FAILED);
    ran_finish(&ran);
    buf_finish(&line);
    free(dangling);
    free(dir);
}

static struct ran resume(const struct scratch *home, const char *files)
{
    struct buf line = { 0 };
    buf_addf(&line, "grade fetch-urls --quick --json --resume %s/kept.jsonl %s", home->path,
             files);
    struct ran ran = ran_command(NULL, buf_str(&line));
    buf_finish(&line);
    return ran;
}

/* A kept line that says something else than the judge would: if it comes out, nobody judged
 * again. */
static void keep_another_seed(const struct scratch *home, const char *result)
{
    struct buf text = { 0 };
    const char *at = strstr(result, "\"schedules\":0");
    assert_non_null(at);
    buf_add(&text, result, (size_t)(at - result));
    buf_addf(&text, "\"schedules\":77%s{\"file\":\"tests/ju", at + strlen("\"schedules\":0"));
    free(scratch_file(home, "kept.jsonl", buf_str(&text)));
    buf_finish(&text);
}

TEST(what_was_judged_before_a_break_is_not_judged_again)
{
    static const char one[] = "tests/judge/cheats/no-such-function.c";
    struct ran first = resume(*state, one);
    assert_null(strstr(first.err, "before"));
    keep_another_seed(*state, first.out);
    ran_finish(&first);
    struct ran second =
        resume(*state, "tests/judge/cheats/spin.c tests/judge/cheats/no-such-function.c");
    assert_non_null(strstr(second.err, "1 of 2 submissions were judged before"));
    const char *spin = strstr(second.out, "\"verdict\":\"blocked\"");
    assert_non_null(spin);
    assert_non_null(strstr(spin, "\"schedules\":77"));
    ran_finish(&second);
    struct ran third =
        resume(*state, "tests/judge/cheats/spin.c tests/judge/cheats/no-such-function.c");
    assert_non_null(strstr(third.err, "2 of 2 submissions were judged before"));
    ran_finish(&third);
}

TEST(only_results_are_gone_on_from)
{
    free(scratch_file(*state, "kept.jsonl", "{\"file\":\"a.c\"}\n"));
    struct ran ran = resume(*state, "tests/judge/cheats/spin.c");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_non_null(strstr(ran.err, "kept.jsonl:1:"));
    ran_finish(&ran);
}

TEST(wrong_usage_is_explained)
{
    expect("exercise chek", STATUS_USAGE, "", "did you mean \"check\"?");
    expect("exercise start fech-urls", STATUS_USAGE, "", "fetch-urls");
    expect("grade fetch-urls no-such-file.c", STATUS_USAGE, "",
           "no-such-file.c: there is no such file");
    expect("grade fetch-urls docs", STATUS_USAGE, "", "there is no file in it that ends in .c");
    expect("grade fetch-url2 x.c", STATUS_USAGE, "", "fetch-urls");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_judged_before_it_was_started),
        cmocka_unit_test(an_exercise_from_start_to_solution),
        cmocka_unit_test(a_run_for_real_fetches_from_a_server_on_this_machine),
        cmocka_unit_test(where_there_is_no_network_a_run_for_real_has_the_real_clock),
        cmocka_unit_test(a_run_for_real_needs_code_that_compiles),
        cmocka_unit_test(grade_answers_in_the_shape_of_the_contract),
        cmocka_unit_test(results_come_in_the_order_of_the_files),
        cmocka_unit_test(one_that_cannot_be_read_stops_no_other),
        cmocka_unit_test(what_was_judged_before_a_break_is_not_judged_again),
        cmocka_unit_test(only_results_are_gone_on_from),
        cmocka_unit_test(wrong_usage_is_explained),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
