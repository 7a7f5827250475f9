/* fork() while a loop runs: the child may go on with it, and the parent does not notice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>
#include <async/error.h>

#include "check.h"

static int quiet[2], busy[2]; /* pipes */
static bool is_child;

static void ignore_report(const struct async_report *report, void *arg)
{
}

/* ThreadSanitizer loses its fibers when one of them forks, and allows the child no threads. */
static void skip_where_it_is_not_understood(void)
{
#ifdef __SANITIZE_THREAD__
    skip();
#endif
}

/* Runs it, in both processes; the child ends here, the parent returns how it ended, or
 * fails. */
static int run(async_fn *fn, enum async_clock clock)
{
    const struct async_options options = { .clock = clock, .report = ignore_report };
    skip_where_it_is_not_understood();
    is_child = false;
    int err = async_run_with(&options, async_coro(fn, NULL), NULL);
    if (is_child) /* what threads had in hand is lost memory there: nobody should look for it */
        execl("/bin/sh", "sh", "-c", err ? "exit 1" : "exit 0", (char *)NULL);
    int status;
    assert_int_equal(err, 0);
    assert_true(wait(&status) > 0);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void split(void)
{
    fflush(NULL);
    pid_t pid = fork();
    is_child = pid == 0;
    if (is_child)
        alarm(20); /* one that hangs fails */
}

/* Waits until the child has ended, but does not reap it. */
static void await_child(void)
{
    siginfo_t info;
    waitid(P_ALL, 0, &info, WEXITED | WNOWAIT);
}

/* ---- Descriptors ---- */

/* How many descriptors the kernel watches for this process's loop. */
static int count_watched(void)
{
    int n = 0;
    for (int fd = 0; fd < 64; fd++) {
        char path[64], line[256];
        snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
        FILE *file = fopen(path, "r");
        while (file && fgets(line, sizeof(line), file))
            n += strncmp(line, "tfd:", 4) == 0;
        if (file)
            fclose(file);
    }
    return n;
}

static int read_quiet(void *arg)
{
    return async_wait_readable(quiet[0]);
}

static int put_byte(int fd)
{
    return write(fd, "x", 1) == 1 ? 0 : ASYNC_EVALUE;
}

static int go_on_in_child(void)
{
    int err = async_sleep_us(500);
    if (!err)
        err = put_byte(busy[1]);
    return err ? err : async_wait_readable(busy[0]);
}

static int watch_and_split(void *arg)
{
    struct async_task *reader = async_create_task(async_coro(read_quiet, NULL));
    int err = async_sleep_us(500);
    int before = count_watched();
    split();
    if (is_child)
        _exit(go_on_in_child() ? 1 : 0);
    await_child();
    err = before > 0 && count_watched() == before ? 0 : ASYNC_EVALUE;
    if (!err)
        err = put_byte(quiet[1]);
    if (!err)
        err = async_await(reader, NULL);
    async_task_release(reader);
    return err;
}

TEST(the_child_goes_on_and_the_parents_loop_is_not_touched)
{
    assert_int_equal(pipe(quiet), 0);
    assert_int_equal(pipe(busy), 0);
    assert_int_equal(run(watch_and_split, ASYNC_CLOCK_REAL), 0);
    for (int i = 0; i < 2; i++) {
        close(quiet[i]);
        close(busy[i]);
    }
}

/* ---- Threads ---- */

static int take_the_answer(void *arg, void **ret_result)
{
    *ret_result = arg;
    return 0;
}

static int work_and_split(void *arg)
{
    void *result = NULL;
    int err = async_to_thread(take_the_answer, "before", &result);
    split();
    if (!is_child)
        await_child();
    if (!err)
        err = async_to_thread(take_the_answer, "after", &result);
    return err ? err : strcmp(result, "after");
}

TEST(the_child_has_threads_of_its_own)
{
    assert_int_equal(run(work_and_split, ASYNC_CLOCK_REAL), 0);
}

static int wait_for_the_parent(void *arg, void **ret_result)
{
    char byte;
    return read(quiet[0], &byte, 1) == 1 ? 0 : ASYNC_EVALUE;
}

/* The parent lets its thread go on after the child has ended. */
static int split_at_work(void *arg)
{
    struct async_future *work = async_run_in_executor(NULL, wait_for_the_parent, NULL);
    int err = async_sleep_us(500);
    split();
    if (!is_child) {
        await_child();
        err = put_byte(quiet[1]);
    }
    if (!err)
        err = async_await(work, NULL);
    async_future_release(work);
    return err;
}

TEST(in_the_child_work_of_the_parents_threads_is_a_deadlock)
{
    assert_int_equal(pipe(quiet), 0);
    assert_int_equal(run(split_at_work, ASYNC_CLOCK_REAL), 1);
    close(quiet[0]);
    close(quiet[1]);
}

/* ---- Traces ---- */

static int print_and_split(void *arg)
{
    split();
    if (!is_child)
        await_child();
    puts(is_child ? "" : "parent");
    return async_sleep(10);
}

TEST(the_trace_is_the_parents)
{
    char path[] = "/tmp/async-trace-XXXXXX", line[1024];
    int fd = mkstemp(path), n_begins = 0, n_outputs = 0, n_ends = 0;
    setenv("ASYNC_TRACE", path, 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    assert_int_equal(run(print_and_split, ASYNC_CLOCK_VIRTUAL), 0);
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_OUTPUT");
    FILE *file = fopen(path, "r");
    while (fgets(line, sizeof(line), file)) {
        n_begins += strstr(line, "{\"ev\":\"trace\"") != NULL;
        n_outputs += strstr(line, "{\"ev\":\"output\"") != NULL;
        n_ends += strstr(line, "{\"ev\":\"end\"") != NULL;
    }
    fclose(file);
    unlink(path);
    close(fd);
    assert_int_equal(n_begins, 1);
    assert_int_equal(n_outputs, 1);
    assert_int_equal(n_ends, 1);
}

/* ---- What is expected from outside ---- */

static int split_while_something_is_expected(void *arg)
{
    int err = async_external_begin();
    if (err)
        return err;
    split();
    if (!is_child)
        await_child();
    async_external_end();
    return async_sleep(10);
}

TEST(the_child_may_end_what_it_expects_from_outside)
{
    assert_int_equal(run(split_while_something_is_expected, ASYNC_CLOCK_VIRTUAL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_child_goes_on_and_the_parents_loop_is_not_touched),
        cmocka_unit_test(the_child_has_threads_of_its_own),
        cmocka_unit_test(in_the_child_work_of_the_parents_threads_is_a_deadlock),
        cmocka_unit_test(the_trace_is_the_parents),
        cmocka_unit_test(the_child_may_end_what_it_expects_from_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
