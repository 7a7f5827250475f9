/* The trace of a process: where it goes, what ends it early, and what its viewer said. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <async.h>

#include "check.h"

static int nothing(void *arg)
{
    return 0;
}

static void run_once(void)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    assert_int_equal(async_run_with(&options, async_coro(nothing, NULL), NULL), 0);
}

/* Overwritten by the next call. */
static const char *text_of(const char *path)
{
    static char text[65536];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    return text;
}

static size_t count_in_file(const char *path, const char *what)
{
    size_t n = 0;
    for (const char *at = text_of(path); (at = strstr(at, what)); at++)
        n++;
    return n;
}

TEST(the_second_loop_goes_on_in_the_same_file)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, "what was here before\n", 21), 21);
    setenv("ASYNC_TRACE", path, 1);
    run_once();
    run_once();
    unsetenv("ASYNC_TRACE");
    assert_int_equal(count_in_file(path, "{\"ev\":\"trace\""), 2);
    assert_int_equal(count_in_file(path, "{\"ev\":\"end\""), 2);
    assert_int_equal(count_in_file(path, "before"), 0);
    unlink(path);
    close(fd);
}

static int trace_much(void)
{
    int err = 0;
    for (int i = 0; i < 5000 && !err; i++)
        err = async_sleep(0);
    return err;
}

/* Nobody reads until there is no more room; then somebody does. */
static int trace_more_than_fits(void *arg)
{
    static char bytes[1 << 20];
    const int *ends = arg;
    int err = trace_much();
    if (!err && read(ends[0], bytes, sizeof(bytes)) <= 0)
        err = ASYNC_EVALUE;
    return err ? err : trace_much();
}

TEST(a_trace_that_could_not_be_written_ends_there)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    int ends[2];
    char number[16], byte;
    assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    snprintf(number, sizeof(number), "%d", ends[1]);
    setenv("ASYNC_TRACE", number, 1);
    assert_int_equal(async_run_with(&options, async_coro(trace_more_than_fits, ends), NULL), 0);
    unsetenv("ASYNC_TRACE");
    assert_int_equal(read(ends[0], &byte, 1), -1);
    close(ends[0]);
    close(ends[1]);
}

/* Once, however much of it is lost. */
TEST(a_full_disk_is_told)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    int fd = mkstemp(path), stderr_before = dup(STDERR_FILENO);
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    setenv("ASYNC_TRACE", "/dev/full", 1);
    dup2(fd, STDERR_FILENO);
    int err = async_run_with(&options, async_coro(nothing, NULL), NULL);
    dup2(stderr_before, STDERR_FILENO);
    unsetenv("ASYNC_TRACE");
    assert_int_equal(err, 0);
    assert_string_equal(text_of(path), "async: the trace is cut short: cannot write it: "
                                       "No space left on device\n");
    unlink(path);
    close(fd);
    close(stderr_before);
}

static int read_byte(void *arg)
{
    const int *end = arg;
    char byte;
    int err = async_wait_readable(*end);
    return !err && read(*end, &byte, 1) != 1 ? ASYNC_EVALUE : err;
}

/* Else it would look as if who waited was ready all the time. */
TEST(the_wait_is_told_before_what_ended_it)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    int fd = mkstemp(path), ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    setenv("ASYNC_TRACE", path, 1);
    assert_int_equal(async_run(async_coro(read_byte, &ends[0]), NULL), 0);
    unsetenv("ASYNC_TRACE");
    const char *poll = strstr(text_of(path), "{\"ev\":\"poll\"");
    assert_non_null(poll);
    assert_non_null(strstr(poll, "{\"ev\":\"wake\""));
    unlink(path);
    close(fd);
    close(ends[0]);
    close(ends[1]);
}

/* A viewer that looks away as soon as there is no room for more, for longer than a step may
 * take. Reads to the end then. */
static void *look_away(void *arg)
{
    const struct timespec away = { .tv_nsec = 600 * 1000 * 1000 };
    const int *ends = arg;
    struct pollfd room = { .fd = ends[1], .events = POLLOUT };
    char piece[4096];
    while (poll(&room, 1, 0) == 1)
        sched_yield();
    nanosleep(&away, NULL);
    while (read(ends[0], piece, sizeof(piece)) > 0)
        continue;
    return NULL;
}

static int make_objects(void *arg)
{
    for (int i = 0; i < 1000; i++)
        async_coro_close(async_coro(nothing, NULL));
    return 0;
}

static void count_slow(const struct async_report *report, void *arg)
{
    *(int *)arg += report->kind == ASYNC_REPORT_SLOW;
}

TEST(time_of_a_viewer_who_does_not_look_is_not_the_tasks)
{
    int ends[2], n_slow = 0;
    char number[16];
    pthread_t viewer;
    const struct async_options options = {
        .clock = ASYNC_CLOCK_REAL, .slow_ms = 500, .report = count_slow, .report_arg = &n_slow
    };
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    snprintf(number, sizeof(number), "%d", ends[1]);
    setenv("ASYNC_TRACE", number, 1);
    setenv("ASYNC_TRACE_FLUSH", "1", 1);
    assert_int_equal(pthread_create(&viewer, NULL, look_away, ends), 0);
    int err = async_run_with(&options, async_coro(make_objects, NULL), NULL);
    unsetenv("ASYNC_TRACE_FLUSH");
    unsetenv("ASYNC_TRACE");
    close(ends[1]);
    pthread_join(viewer, NULL);
    close(ends[0]);
    assert_int_equal(err, 0);
    assert_int_equal(n_slow, 0);
}

static void *print_in_thread(void *arg)
{
    puts("by a thread");
    return NULL;
}

static int print_twice(void *arg)
{
    pthread_t thread;
    puts("by the loop");
    assert_int_equal(pthread_create(&thread, NULL, print_in_thread, NULL), 0);
    pthread_join(thread, NULL);
    return 0;
}

TEST(what_a_thread_prints_is_not_lost)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    fflush(stdout);
    int fd = mkstemp(path), stdout_before = dup(STDOUT_FILENO);
    setenv("ASYNC_TRACE", "/dev/null", 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    dup2(fd, STDOUT_FILENO);
    int err = async_run_with(&options, async_coro(print_twice, NULL), NULL);
    dup2(stdout_before, STDOUT_FILENO);
    unsetenv("ASYNC_OUTPUT");
    unsetenv("ASYNC_TRACE");
    assert_int_equal(err, 0);
    assert_string_equal(text_of(path), "by a thread\n");
    unlink(path);
    close(fd);
    close(stdout_before);
}

static void *run_in_thread(void *arg)
{
    run_once();
    return NULL;
}

static int run_another(void *arg)
{
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, run_in_thread, NULL), 0);
    pthread_join(thread, NULL);
    return 0;
}

/* Its records would be taken for those of the first. */
TEST(of_two_loops_at_a_time_one_is_traced)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    int fd = mkstemp(path);
    setenv("ASYNC_TRACE", path, 1);
    assert_int_equal(async_run_with(&options, async_coro(run_another, NULL), NULL), 0);
    assert_int_equal(count_in_file(path, "{\"ev\":\"trace\""), 1);
    run_once();
    assert_int_equal(count_in_file(path, "{\"ev\":\"trace\""), 2);
    unsetenv("ASYNC_TRACE");
    unlink(path);
    close(fd);
}

/* Waits, traced, until the other end is closed. */
static int stay(void *arg)
{
    const int *ends = arg;
    char byte = 'x';
    return write(ends[0], &byte, 1) == 1 && read(ends[0], &byte, 1) == 0 ? 0 : ASYNC_EVALUE;
}

TEST(of_two_processes_at_a_time_one_is_traced)
{
    char path[] = "/tmp/async-trace-XXXXXX", byte;
    int fd = mkstemp(path), ends[2], status;
    setenv("ASYNC_TRACE", path, 1);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[1]);
        _exit(async_run(async_coro(stay, ends), NULL) ? 1 : 0);
    }
    assert_int_equal(read(ends[1], &byte, 1), 1);
    run_once();
    close(ends[0]);
    close(ends[1]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    unsetenv("ASYNC_TRACE");
    assert_int_equal(count_in_file(path, "{\"ev\":\"trace\""), 1);
    assert_int_equal(count_in_file(path, "\"name\":\"stay\""), 1);
    unlink(path);
    close(fd);
}

static int crash(void *arg)
{
    const int *signal_number = arg;
    return raise(*signal_number);
}

/* Of its last tick, too, which is still to be written then. */
static void expect_crash_in_trace(int signal_number)
{
    const struct rlimit no_core = { 0 };
    char path[] = "/tmp/async-trace-XXXXXX";
    int fd = mkstemp(path), status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        for (int number = 1; number < NSIG; number++)
            signal(number, SIG_DFL); /* the test's own, which would report it */
        setrlimit(RLIMIT_CORE, &no_core);
        setenv("ASYNC_TRACE", path, 1);
        _exit(async_run(async_coro(crash, &signal_number), NULL));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signal_number);
    assert_int_equal(count_in_file(path, "{\"ev\":\"run\""), 1);
    unlink(path);
    close(fd);
}

TEST(the_trace_of_a_crash_is_whole)
{
    expect_crash_in_trace(SIGSEGV);
    expect_crash_in_trace(SIGFPE);
    expect_crash_in_trace(SIGABRT);
}

static int linger(void *arg)
{
    return async_sleep(50);
}

static int run_out_of_time(void *arg)
{
    int err = async_wait_for(async_coro(linger, NULL), 10, NULL);
    return err == ASYNC_ETIMEDOUT ? async_wait_for(async_coro(nothing, NULL), 10, NULL) : err;
}

TEST(only_a_scope_whose_time_was_over_says_how_its_body_ended)
{
    char path[] = "/tmp/async-trace-XXXXXX";
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    int fd = mkstemp(path);
    setenv("ASYNC_TRACE", path, 1);
    assert_int_equal(async_run_with(&options, async_coro(run_out_of_time, NULL), NULL), 0);
    unsetenv("ASYNC_TRACE");
    assert_int_equal(count_in_file(path, "{\"ev\":\"timeout\""), 1);
    assert_int_equal(count_in_file(path, "\"op\":\"expired\",\"err\":"), 1);
    assert_int_equal(count_in_file(path, "{\"ev\":\"uncancel\""), 1);
    assert_int_equal(count_in_file(path, "\"cancelling\":0"), 1);
    unlink(path);
    close(fd);
}

/* A pipe that commands come through, and its writing end. */
static int open_control(int *ret_read_end)
{
    int ends[2];
    char number[16];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    snprintf(number, sizeof(number), "%d", ends[0]);
    setenv("ASYNC_CONTROL", number, 1);
    setenv("ASYNC_TRACE", "/dev/null", 1);
    *ret_read_end = ends[0];
    return ends[1];
}

static void end_control(int read_end, int write_end)
{
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_CONTROL");
    close(read_end);
    close(write_end);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Both loops have two ticks at least, and the viewer wants each to take its time. */
TEST(what_the_viewer_said_stands_for_the_second_loop)
{
    int read_end;
    int write_end = open_control(&read_end);
    assert_int_equal(write(write_end, "pace 10\n", 8), 8);
    run_once();
    int64_t began_ms = now_ms();
    run_once();
    assert_in_range(now_ms() - began_ms, 19, INT32_MAX);
    assert_int_equal(write(write_end, "pause\nstep\nstep\nstep\n", 21), 21);
    run_once();
    end_control(read_end, write_end);
}

/* Were it paused as the one before, nobody would ever let it go on. */
TEST(another_viewer_begins_anew)
{
    int read_end;
    int write_end = open_control(&read_end);
    run_once();
    end_control(read_end, write_end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trace_that_could_not_be_written_ends_there),
        cmocka_unit_test(the_second_loop_goes_on_in_the_same_file),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(the_wait_is_told_before_what_ended_it),
        cmocka_unit_test(time_of_a_viewer_who_does_not_look_is_not_the_tasks),
        cmocka_unit_test(what_a_thread_prints_is_not_lost),
        cmocka_unit_test(of_two_loops_at_a_time_one_is_traced),
        cmocka_unit_test(of_two_processes_at_a_time_one_is_traced),
        cmocka_unit_test(the_trace_of_a_crash_is_whole),
        cmocka_unit_test(only_a_scope_whose_time_was_over_says_how_its_body_ended),
        cmocka_unit_test(what_the_viewer_said_stands_for_the_second_loop),
        cmocka_unit_test(another_viewer_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
