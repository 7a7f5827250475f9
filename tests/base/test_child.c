#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "base/child.h"

/* What a shell command did. */
struct run {
    const char *command;
    struct child_request request; /* argv and fds are filled in */
    size_t cap;                   /* of the output kept; 0: 4096 */
    int64_t limit_ms;             /* 0: none */
    struct buf said;
    size_t total;
    struct child_end end;
    int err;
};

static int follow(struct run *run, int out)
{
    struct child child;
    struct diag diag = { 0 };
    assert_int_equal(child_start(&child, &run->request, &diag), 0);
    close(run->request.fds[0].ours);
    struct async_timeout limit;
    int err = async_timeout_enter(&limit, run->limit_ms ? run->limit_ms : 60000);
    if (!err)
        err = child_drain(out, &run->said, run->cap ? run->cap : 4096, &run->total);
    if (!err)
        err = child_wait(&child, &run->end);
    run->err = async_timeout_exit(&limit, err);
    child_finish(&child);
    return 0;
}

static int run_shell(void *arg)
{
    struct run *run = arg;
    int ours, theirs;
    assert_int_equal(child_pipe(&ours, &theirs), 0);
    struct child_fd fds[] = { { theirs, STDOUT_FILENO } };
    const char *argv[] = { "sh", "-c", run->command, NULL };
    run->request.argv = argv;
    run->request.fds = fds;
    run->request.n_fds = 1;
    int err = follow(run, ours);
    child_close(ours);
    return err;
}

static struct run shell(struct run run)
{
    assert_int_equal(async_run(async_coro(run_shell, &run), NULL), 0);
    return run;
}

TEST(the_output_and_the_exit_status_arrive)
{
    struct run run = shell((struct run){ .command = "echo hello; exit 7" });
    assert_string_equal(buf_str(&run.said), "hello\n");
    assert_int_equal(run.end.code, 7);
    assert_int_equal(run.end.signal, 0);
    buf_finish(&run.said);
}

TEST(death_by_a_signal_is_told_apart_from_an_exit)
{
    struct run run = shell((struct run){ .command = "kill -TERM $$" });
    assert_int_equal(run.end.code, -1);
    assert_int_equal(run.end.signal, SIGTERM);
}

TEST(output_past_the_cap_is_counted_but_not_kept)
{
    struct run run = shell((struct run){ .command = "head -c 1000000 /dev/zero", .cap = 10 });
    assert_int_equal(run.said.len, 10);
    assert_int_equal(run.total, 1000000);
    assert_int_equal(run.end.code, 0);
    buf_finish(&run.said);
}

TEST(the_child_has_only_the_descriptors_it_was_given)
{
    int leaked = open("/dev/null", O_RDONLY); /* not close-on-exec */
    struct run run = shell((struct run){ .command = "cd /proc/self/fd && echo *" });
    assert_string_equal(buf_str(&run.said), "0 1 2 3\n"); /* 3: the shell reads the directory */
    close(leaked);
    buf_finish(&run.said);
}

TEST(the_environment_and_the_directory_are_those_asked_for)
{
    const char *env[] = { "COLOUR=blue", NULL };
    struct run run = shell((struct run){
        .command = "echo $COLOUR $HOME; pwd",
        .request = { .env = env, .dir = "/usr" },
    });
    assert_string_equal(buf_str(&run.said), "blue\n/usr\n");
    buf_finish(&run.said);
}

static int allow_no_file(void *arg)
{
    struct rlimit none = { 0 };
    return setrlimit(RLIMIT_FSIZE, &none) ? 1 : 0;
}

TEST(prepare_runs_in_the_child)
{
    struct run run = shell((struct run){
        .command = "ulimit -f",
        .request = { .prepare = allow_no_file },
    });
    assert_string_equal(buf_str(&run.said), "0\n");
    buf_finish(&run.said);
}

TEST(a_time_limit_ends_the_child_and_everything_it_started)
{
    struct run run = shell((struct run){
        .command = "sleep 1000 & echo $!; wait",
        .limit_ms = 200,
    });
    assert_int_equal(run.err, ASYNC_ETIMEDOUT);
    pid_t grandchild = (pid_t)strtol(buf_str(&run.said), NULL, 10);
    assert_true(grandchild > 0);
    int pidfd = (int)syscall(SYS_pidfd_open, grandchild, 0);
    struct pollfd gone = { .fd = pidfd, .events = POLLIN };
    assert_true(pidfd < 0 || poll(&gone, 1, 10000) == 1);
    close(pidfd);
    buf_finish(&run.said);
}

/* Starts a child that leaves a grandchild, both with `out` as their output, and waits for a
 * signal. */
static void be_a_parent(int out)
{
    struct child child;
    struct child_fd fds[] = { { out, STDOUT_FILENO } };
    const char *argv[] = { "sh", "-c", "sleep 1000 & echo $!; wait", NULL };
    const struct child_request request = { .argv = argv, .fds = fds, .n_fds = 1 };
    struct diag diag = { 0 };
    if (child_start(&child, &request, &diag) == 0)
        pause();
    _exit(1);
}

static void expect_nobody_left(int signal_number)
{
    int ends[2], status;
    char piece[64];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0)
        be_a_parent(ends[1]);
    close(ends[1]);
    assert_true(read(ends[0], piece, sizeof(piece)) > 0); /* the grandchild is there */
    kill(parent, signal_number);
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signal_number);
    struct pollfd gone = { .fd = ends[0], .events = POLLIN };
    assert_int_equal(poll(&gone, 1, 10000), 1);
    assert_int_equal(read(ends[0], piece, sizeof(piece)), 0); /* nobody has it open */
    close(ends[0]);
}

TEST(a_signal_that_ends_us_ends_the_child_and_everything_it_started)
{
    expect_nobody_left(SIGTERM);
    expect_nobody_left(SIGHUP);
    expect_nobody_left(SIGPIPE);
}

TEST(a_program_that_does_not_exist_is_named)
{
    struct child child;
    struct diag diag = { 0 };
    const char *argv[] = { "no-such-program", NULL };
    assert_int_equal(child_start(&child, &(struct child_request){ .argv = argv }, &diag), -1);
    assert_string_equal(diag.message, "cannot run no-such-program: No such file or directory");
    diag_finish(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_output_and_the_exit_status_arrive),
        cmocka_unit_test(death_by_a_signal_is_told_apart_from_an_exit),
        cmocka_unit_test(output_past_the_cap_is_counted_but_not_kept),
        cmocka_unit_test(the_child_has_only_the_descriptors_it_was_given),
        cmocka_unit_test(the_environment_and_the_directory_are_those_asked_for),
        cmocka_unit_test(prepare_runs_in_the_child),
        cmocka_unit_test(a_time_limit_ends_the_child_and_everything_it_started),
        cmocka_unit_test(a_signal_that_ends_us_ends_the_child_and_everything_it_started),
        cmocka_unit_test(a_program_that_does_not_exist_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
