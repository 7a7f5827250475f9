/* Child processes: what they say, how they end, and what is left of them; with pidfds, and on a
 * kernel that has none. */
#include "loopback.h"

#include <stdarg.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

static bool has_pidfds;

/* The runtime makes pidfds by their number, and guards of stacks, for which there is another
 * way. */
long __wrap_syscall(long number, ...)
{
    va_list args;
    va_start(args, number);
    long pid = va_arg(args, long);
    va_end(args);
    if (number == SYS_pidfd_open && has_pidfds)
        return __real_syscall(number, pid, 0);
    errno = ENOSYS;
    return -1;
}

#define ARGV(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct async_process_options all_piped = {
    .in = ASYNC_PROCESS_PIPE,
    .out = ASYNC_PROCESS_PIPE,
    .err = ASYNC_PROCESS_PIPE,
};

static void run_real(async_fn *fn)
{
    run(ASYNC_CLOCK_REAL, fn);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
}

static int run_shell(const char *script, const struct async_process_options *options,
                     struct async_process **ret_process)
{
    return async_process_start(ARGV("sh", "-c", script), options, ret_process);
}

/* ---- Ends ---- */

static int say_codes(void *arg)
{
    const char *const scripts[] = { "exit 0", "exit 7", "kill -TERM $$" };
    for (int i = 0; i < 3; i++) {
        struct async_process *process;
        int code;
        int err = run_shell(scripts[i], NULL, &process);
        if (err)
            return err;
        err = async_process_wait(process, &code);
        say("%s: %d", scripts[i], code);
        async_process_destroy(process);
        if (err)
            return err;
    }
    return 0;
}

TEST(the_end_of_a_child_is_its_status_or_signal)
{
    run_real(say_codes);
    assert_string_equal(said, "exit 0: 0\n"
                              "exit 7: 7\n"
                              "kill -TERM $$: -15\n");
}

static int code_of(void *arg)
{
    char script[32];
    struct async_process *process;
    int code;
    snprintf(script, sizeof(script), "exit %d", (int)(intptr_t)arg);
    int err = run_shell(script, NULL, &process);
    if (err)
        return err;
    err = async_process_wait(process, &code);
    async_process_destroy(process);
    return err ? err : async_return((void *)(intptr_t)code);
}

/* One signal may stand for several children. */
static int gather_codes(void *arg)
{
    struct async_coro *coros[20];
    void *codes[20];
    for (intptr_t i = 0; i < 20; i++)
        coros[i] = async_coro(code_of, (void *)i);
    int err = async_gather(coros, 20, codes);
    for (intptr_t i = 0; i < 20 && !err; i++)
        assert_int_equal((intptr_t)codes[i], i);
    return err;
}

TEST(the_ends_of_many_children_are_told_apart)
{
    run_real(gather_codes);
}

static int wait_and_say(void *arg)
{
    int code = 99;
    int err = async_process_wait(arg, &code);
    say("%s, %d", async_strerror(err), code);
    return 0;
}

static int cancel_the_wait(void *arg)
{
    struct async_process *process;
    int err = async_process_start(ARGV("sleep", "1000"), NULL, &process);
    if (err)
        return err;
    struct async_task *first = async_create_task(async_coro(wait_and_say, process));
    struct async_task *second = async_create_task(async_coro(wait_and_say, process));
    err = async_sleep(1);
    async_task_cancel(first, NULL);
    if (!err)
        err = async_await(first, NULL);
    if (!err)
        err = async_process_send_signal(process, SIGTERM);
    if (!err)
        err = async_await(second, NULL);
    say("%s", async_strerror(async_process_send_signal(process, SIGTERM)));
    async_process_kill(process);
    async_task_release(first);
    async_task_release(second);
    async_process_destroy(process);
    return err;
}

TEST(cancelling_a_wait_does_not_touch_the_child)
{
    run_real(cancel_the_wait);
    assert_string_equal(said, "cancelled, 99\n"
                              "no error, -15\n"
                              "No such process\n");
}

static int destroy_a_running_one(void *arg)
{
    struct async_process *process;
    int err = async_process_start(ARGV("sleep", "1000"), &all_piped, &process);
    if (err)
        return err;
    struct async_task *waiter = async_create_task(async_coro(wait_and_say, process));
    err = async_sleep(1);
    async_process_destroy(process);
    if (!err)
        err = async_await(waiter, NULL);
    async_task_release(waiter);
    return err;
}

TEST(destroying_a_child_kills_it_and_tells_who_waits)
{
    run_real(destroy_a_running_one);
    assert_string_equal(said, "no error, -9\n");
}

static int bounded_wait(void *arg)
{
    struct async_process *process;
    struct async_timeout scope;
    int err = async_process_start(ARGV("sleep", "1000"), NULL, &process);
    if (err)
        return err;
    err = async_timeout_enter(&scope, 60000);
    if (!err)
        err = async_timeout_exit(&scope, async_process_wait(process, NULL));
    say("%s", async_strerror(err));
    async_process_destroy(process);
    return 0;
}

TEST(a_wait_can_be_bounded)
{
    run_virtual(bounded_wait);
    assert_string_equal(said, "timed out\n");
}

/* ---- Conversations ---- */

static int talk(const char *script, const struct async_process_options *options,
                const char *input)
{
    struct async_process *process;
    struct async_output out, errors;
    int code;
    int err = run_shell(script, options, &process);
    if (err)
        return err;
    err = async_process_communicate(process, input, strlen(input), &out, &errors, &code);
    async_process_destroy(process);
    if (err)
        return err;
    say("out '%s', err '%s', %d", out.text, errors.text, code);
    free(out.text);
    free(errors.text);
    return 0;
}

static int talk_in_ways(void *arg)
{
    struct async_process_options merged = { .out = ASYNC_PROCESS_PIPE,
                                            .err = ASYNC_PROCESS_STDOUT,
                                            .in = ASYNC_PROCESS_NULL };
    struct async_process_options elsewhere = all_piped;
    elsewhere.dir = "/";
    elsewhere.env = ARGV("A=b");
    int err = talk("sort; echo done >&2; exit 3", &all_piped, "b\na\n");
    if (!err)
        err = talk("cat; echo 1; echo 2 >&2; echo 3", &merged, "");
    if (!err)
        err = talk("pwd; echo $A$HOME", &elsewhere, "");
    return err;
}

TEST(a_conversation_gives_input_and_collects_both_outputs)
{
    run_real(talk_in_ways);
    assert_string_equal(said, "out 'a\nb\n', err 'done\n', 3\n"
                              "out '1\n2\n3\n', err '', 0\n"
                              "out '/\nb\n', err '', 0\n");
}

/* More than all pipes hold, in both directions at once. */
static int talk_much(void *arg)
{
    enum { N = 1024 * 1024 };
    char *input = malloc(N);
    struct async_process *process;
    struct async_output out;
    if (!input)
        return ASYNC_ENOMEM;
    memset(input, 'x', N);
    int err = async_process_start(ARGV("cat"), &all_piped, &process);
    if (!err)
        err = async_process_communicate(process, input, N, &out, NULL, NULL);
    if (!err) {
        say("%zu bytes, %s", out.len_bytes, memcmp(out.text, input, N) ? "others" : "the same");
        free(out.text);
    }
    async_process_destroy(process);
    free(input);
    return err;
}

TEST(a_long_conversation_does_not_block_itself)
{
    run_real(talk_much);
    assert_string_equal(said, "1048576 bytes, the same\n");
}

static int talk_to_the_deaf(void *arg)
{
    enum { N = 1024 * 1024 };
    char *input = calloc(1, N);
    struct async_process *process;
    int code;
    int err = run_shell("exit 4", &all_piped, &process);
    if (!err)
        err = async_process_communicate(process, input, N, NULL, NULL, &code);
    say("%s, %d", async_strerror(err), code);
    async_process_destroy(process);
    free(input);
    return err;
}

TEST(a_child_that_does_not_read_is_no_error)
{
    run_real(talk_to_the_deaf);
    assert_string_equal(said, "no error, 4\n");
}

static int cancel_a_conversation(void *arg)
{
    struct async_process *process;
    struct async_output out, errors;
    int err = run_shell("exec cat", &all_piped, &process);
    if (err)
        return err;
    err = async_stream_write(async_process_stdin(process), "mew\n", 4);
    char line[8];
    if (!err)
        err = async_stream_read_until(async_process_stdout(process), "\n", line, sizeof(line),
                                      NULL);
    say("%.3s", line);
    if (!err)
        err = async_process_send_signal(process, SIGSTOP); /* it will not end by itself */
    struct async_timeout scope;
    if (!err)
        err = async_timeout_enter(&scope, 10);
    if (!err)
        err = async_timeout_exit(
            &scope, async_process_communicate(process, "", 0, &out, &errors, NULL));
    say("%s", async_strerror(err));
    async_process_destroy(process);
    return 0;
}

static int talk_twice(void *arg)
{
    struct async_process *process;
    int err = async_process_start(ARGV("cat"), &all_piped, &process);
    if (err)
        return err;
    err = async_process_communicate(process, "once", 4, NULL, NULL, NULL);
    if (!err)
        err = async_process_communicate(process, "twice", 5, NULL, NULL, NULL);
    say("%s: %s", async_error_name(err), async_error_message(err));
    async_process_destroy(process);
    return 0;
}

TEST(a_child_is_talked_to_once)
{
    run_real(talk_twice);
    assert_string_equal(said, "RuntimeError: the stream is closed for writing\n");
}

TEST(a_conversation_can_be_cancelled)
{
    run_real(cancel_a_conversation);
    assert_string_equal(said, "mew\n"
                              "timed out\n");
}

/* ---- What a child gets ---- */

static int list_descriptors(void *arg)
{
    int ours = open("/dev/null", O_RDONLY); /* would be inherited */
    int err =
        talk("ls /proc/self/fd | grep -v '^3$'", &all_piped, ""); /* 3: ls reads the list */
    close(ours);
    return err;
}

TEST(a_child_has_three_descriptors)
{
    run_real(list_descriptors);
    assert_string_equal(said, "out '0\n1\n2\n', err '', 0\n");
}

static int kill_a_family(void *arg)
{
    struct async_process_options options = all_piped;
    options.has_own_group = true;
    struct async_process *process;
    int err = run_shell("sleep 1000 & echo up; wait", &options, &process);
    if (err)
        return err;
    char text[8];
    size_t len = 9;
    err =
        async_stream_read_until(async_process_stdout(process), "\n", text, sizeof(text), NULL);
    async_process_kill(process);
    /* The end of the pipe: the grandchild, which holds it too, is gone. */
    if (!err)
        err = async_stream_read(async_process_stdout(process), text, sizeof(text), &len);
    say("%zu bytes", len);
    async_process_destroy(process);
    return err;
}

TEST(a_group_gets_the_signals_together)
{
    run_real(kill_a_family);
    assert_string_equal(said, "0 bytes\n");
}

static int fail_to_start(void *arg)
{
    struct async_process *process;
    int err = async_process_start(ARGV("no-such-program"), &all_piped, &process);
    say("%s: %s", async_strerror(err), async_error_message(err));
    err = async_process_start(ARGV("/etc/passwd"), NULL, &process);
    say("%s", async_strerror(err));
    struct async_process_options nowhere = { .dir = "/no/such/place" };
    err = async_process_start(ARGV("true"), &nowhere, &process);
    say("%s", async_strerror(err));
    err = async_process_start(ARGV(NULL), NULL, &process);
    say("%s", async_error_message(err));
    return 0;
}

/* Under valgrind a child does not share our memory until it runs its program, and cannot
 * tell. */
TEST(a_program_that_cannot_run_says_why)
{
    if (RUNNING_ON_VALGRIND)
        skip();
    run_real(fail_to_start);
    assert_string_equal(
        said,
        "No such file or directory: cannot run no-such-program: No such file or directory\n"
        "Permission denied\n"
        "No such file or directory\n"
        "no program is named\n");
}

static int without_pidfds(void **state)
{
    has_pidfds = false;
    return 0;
}

/* Valgrind does not know them. */
static int with_pidfds(void **state)
{
    int fd = (int)__real_syscall(SYS_pidfd_open, getpid(), 0);
    has_pidfds = fd >= 0;
    if (has_pidfds)
        close(fd);
    return 0;
}

#define BOTH_WAYS(name)                                             \
    { #name ", without pidfds", name, without_pidfds, NULL, NULL }, \
    {                                                               \
#name ", with pidfds", name, with_pidfds, NULL, NULL        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH_WAYS(the_end_of_a_child_is_its_status_or_signal),
        BOTH_WAYS(the_ends_of_many_children_are_told_apart),
        BOTH_WAYS(cancelling_a_wait_does_not_touch_the_child),
        BOTH_WAYS(destroying_a_child_kills_it_and_tells_who_waits),
        BOTH_WAYS(a_wait_can_be_bounded),
        BOTH_WAYS(a_conversation_gives_input_and_collects_both_outputs),
        BOTH_WAYS(a_long_conversation_does_not_block_itself),
        BOTH_WAYS(a_child_that_does_not_read_is_no_error),
        BOTH_WAYS(a_child_is_talked_to_once),
        BOTH_WAYS(a_conversation_can_be_cancelled),
        BOTH_WAYS(a_child_has_three_descriptors),
        BOTH_WAYS(a_group_gets_the_signals_together),
        BOTH_WAYS(a_program_that_cannot_run_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
