#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/process.h"
#include "in_task.h"

/* What process_run() is given and what came of it. */
static struct {
    const char *const *argv, *const *env;
    int64_t timeout_ms;
    int err;
    struct process_end end;
    struct diag diag;
} call;

static void run_call(void)
{
    call.err = process_run(call.argv, call.env, call.timeout_ms, &call.end, &call.diag);
}

static void run(const char *const argv[], const char *const env[], int64_t timeout_ms)
{
    process_end_finish(&call.end);
    diag_finish(&call.diag);
    memset(&call, 0, sizeof(call));
    call.argv = argv;
    call.env = env;
    call.timeout_ms = timeout_ms;
    in_task(run_call);
}

static int finish(void **state)
{
    process_end_finish(&call.end);
    diag_finish(&call.diag);
    return 0;
}

static void run_shell(const char *script, int64_t timeout_ms)
{
    const char *const argv[] = { "sh", "-c", script, NULL };
    run(argv, NULL, timeout_ms);
}

TEST(output_and_exit_code_are_kept)
{
    run_shell("echo out; echo err >&2; exit 7", 10000);
    assert_int_equal(call.err, 0);
    assert_int_equal(call.end.code, 7);
    assert_string_equal(buf_str(&call.end.out), "out\n");
    assert_string_equal(buf_str(&call.end.err), "err\n");
    assert_false(call.end.timed_out);
}

TEST(both_streams_are_read_at_once)
{
    run_shell("head -c 300000 /dev/zero >&2; echo done", 10000);
    assert_string_equal(buf_str(&call.end.out), "done\n");
    assert_int_equal(call.end.err.len, 300000);
}

TEST(a_signal_is_told_apart_from_an_exit)
{
    run_shell("kill -SEGV $$", 10000);
    assert_int_equal(call.end.code, 128 + 11);
}

TEST(the_environment_is_added_to_ours)
{
    setenv("PROCESS_OLD", "kept", 1);
    setenv("PROCESS_NEW", "replaced", 1);
    const char *const argv[] = { "sh", "-c", "echo $PROCESS_OLD $PROCESS_NEW", NULL };
    const char *const env[] = { "PROCESS_NEW=new", NULL };
    run(argv, env, 10000);
    assert_string_equal(buf_str(&call.end.out), "kept new\n");
}

TEST(nothing_is_on_its_stdin)
{
    run_shell("cat", 10000);
    assert_int_equal(call.end.code, 0);
    assert_string_equal(buf_str(&call.end.out), "");
}

TEST(one_that_does_not_end_is_killed_with_its_children)
{
    run_shell("echo begun; sleep 100 & sleep 100; echo never", 100);
    assert_int_equal(call.err, 0);
    assert_true(call.end.timed_out);
    assert_string_equal(buf_str(&call.end.out), "begun\n");
}

TEST(one_that_closes_its_output_is_still_waited_for)
{
    run_shell("exec >&- 2>&-; sleep 0.05; exit 3", 10000);
    assert_int_equal(call.end.code, 3);
}

TEST(endless_output_is_read_and_dropped)
{
    run_shell("head -c 3000000 /dev/zero; exit 4", 10000);
    assert_int_equal(call.end.code, 4);
    assert_true(call.end.out.len >= PROCESS_MAX_OUTPUT);
    assert_true(call.end.out.len < 2 * PROCESS_MAX_OUTPUT);
}

TEST(a_program_that_is_not_there_is_a_fault)
{
    const char *const argv[] = { "no-such-program", NULL };
    run(argv, NULL, 1000);
    assert_int_equal(call.err, -1);
    assert_non_null(strstr(call.diag.message, "No such file"));
}

TEST(programs_are_looked_for_in_path)
{
    assert_true(process_exists("sh"));
    assert_true(process_exists("sh -c"));
    assert_true(process_exists("/bin/sh"));
    assert_false(process_exists("no-such-program"));
    assert_false(process_exists("/no/such/program"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_exit_code_are_kept),
        cmocka_unit_test(both_streams_are_read_at_once),
        cmocka_unit_test(a_signal_is_told_apart_from_an_exit),
        cmocka_unit_test(the_environment_is_added_to_ours),
        cmocka_unit_test(nothing_is_on_its_stdin),
        cmocka_unit_test(one_that_does_not_end_is_killed_with_its_children),
        cmocka_unit_test(one_that_closes_its_output_is_still_waited_for),
        cmocka_unit_test(endless_output_is_read_and_dropped),
        cmocka_unit_test(a_program_that_is_not_there_is_a_fault),
        cmocka_unit_test(programs_are_looked_for_in_path),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
