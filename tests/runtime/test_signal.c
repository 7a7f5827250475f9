/* Signals that the process sends to itself. */
#include "loopback.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void send(int number)
{
    kill(getpid(), number);
}

static int wait_and_say(void *arg)
{
    int err = async_signal_wait(SIGTERM);
    say("%s: %s", (const char *)arg, async_strerror(err));
    return 0;
}

/* ---- Waiting ---- */

static int two_wait(void *arg)
{
    struct async_task *a = async_create_task(async_coro(wait_and_say, "a"));
    struct async_task *b = async_create_task(async_coro(wait_and_say, "b"));
    struct async_task *c = async_create_task(async_coro(wait_and_say, "c"));
    int err = async_sleep(10);
    async_task_cancel(c, NULL);
    send(SIGTERM);
    if (!err)
        err = async_await(b, NULL);
    async_task_release(a);
    async_task_release(b);
    async_task_release(c);
    return err;
}

TEST(a_signal_wakes_all_who_wait_for_it)
{
    run_virtual(two_wait);
    assert_string_equal(said, "c: cancelled\n"
                              "a: no error\n"
                              "b: no error\n");
}

static int keep_between_waits(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    if (!err)
        err = async_timeout_exit(&scope, async_signal_wait(SIGTERM));
    say("%s", async_strerror(err));
    send(SIGTERM);
    err = async_sleep(10);
    if (!err)
        err = wait_and_say("kept");
    if (!err)
        err = async_timeout_enter(&scope, 5);
    if (!err)
        err = async_timeout_exit(&scope, async_signal_wait(SIGTERM));
    say("%s", async_strerror(err));
    return 0;
}

TEST(a_signal_that_comes_between_two_waits_is_kept_once)
{
    run_virtual(keep_between_waits);
    assert_string_equal(said, "timed out\n"
                              "kept: no error\n"
                              "timed out\n");
}

static int refuse(void *arg)
{
    say("%s", async_strerror(async_signal_wait(SIGKILL)));
    say("%s", async_strerror(async_signal_wait(0)));
    say("%s", async_strerror(async_signal_wait(1000)));
    return 0;
}

TEST(what_is_no_signal_is_refused)
{
    run_virtual(refuse);
    assert_string_equal(said, "invalid value\n"
                              "invalid value\n"
                              "invalid value\n");
}

/* ---- Handlers ---- */

static void say_signal(void *arg)
{
    say("handler %s, %s", (const char *)arg, async_current_task() ? "in a task" : "no task");
}

static int handle(void *arg)
{
    int err = async_signal_add_handler(SIGUSR1, say_signal, "one");
    send(SIGUSR1);
    if (!err)
        err = async_sleep(1);
    if (!err)
        err = async_signal_add_handler(SIGUSR1, say_signal, "two");
    send(SIGUSR1);
    if (!err)
        err = async_sleep(1);
    return err;
}

TEST(a_handler_is_called_by_the_loop_until_another_takes_its_place)
{
    run_virtual(handle);
    assert_string_equal(said, "handler one, no task\n"
                              "handler two, no task\n");
}

/* ---- Giving back ---- */

static volatile sig_atomic_t n_caught;

static void count(int number)
{
    n_caught++;
}

static int take_and_restore(void *arg)
{
    int err = async_signal_add_handler(SIGUSR1, say_signal, "loop");
    send(SIGUSR1);
    if (!err)
        err = async_sleep(1);
    send(SIGUSR1); /* not told yet: dropped */
    async_signal_restore(SIGUSR1);
    say("caught %d", (int)n_caught);
    send(SIGUSR1);
    say("caught %d", (int)n_caught);
    if (!err)
        err = async_signal_add_handler(SIGUSR1, say_signal, "loop");
    send(SIGUSR1);
    return err;
}

TEST(a_restored_signal_does_what_it_did_before)
{
    struct sigaction action = { .sa_handler = count }, before;
    sigset_t mask;
    n_caught = 0;
    sigaction(SIGUSR1, &action, &before);
    run_virtual(take_and_restore);
    assert_int_equal(n_caught, 1);
    send(SIGUSR1);
    assert_int_equal(n_caught, 2);
    sigaction(SIGUSR1, &before, NULL);
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    assert_false(sigismember(&mask, SIGUSR1));
    assert_string_equal(said, "handler loop, no task\n"
                              "caught 0\n"
                              "caught 1\n"
                              "handler loop, no task\n");
}

/* ---- Others ---- */

static int nothing(void *arg, void **ret_result)
{
    return 0;
}

/* The thread was there before the signal was taken. */
static int beside_a_thread(void *arg)
{
    int err = async_to_thread(nothing, NULL, NULL);
    if (err)
        return err;
    struct async_task *task = async_create_task(async_coro(wait_and_say, "loop"));
    err = async_sleep(1);
    send(SIGTERM);
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

TEST(threads_of_executors_leave_signals_to_the_loop)
{
    run_virtual(beside_a_thread);
    assert_string_equal(said, "loop: no error\n");
}

static int say_child_mask(void *arg)
{
    const struct async_process_options piped = { .out = ASYNC_PROCESS_PIPE };
    const char *const argv[] = { "grep", "SigBlk", "/proc/self/status", NULL };
    struct async_process *process;
    struct async_output out;
    int err = async_signal_add_handler(SIGTERM, say_signal, "loop");
    if (!err)
        err = async_process_start(argv, &piped, &process);
    if (err)
        return err;
    err = async_process_communicate(process, NULL, 0, &out, NULL, NULL);
    async_process_destroy(process);
    if (err)
        return err;
    say("%s", out.text);
    free(out.text);
    return 0;
}

TEST(a_child_gets_the_signals_that_the_loop_has_taken)
{
    run(ASYNC_CLOCK_REAL, say_child_mask);
    assert_string_equal(said, "SigBlk:\t0000000000000000\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_wakes_all_who_wait_for_it),
        cmocka_unit_test(a_signal_that_comes_between_two_waits_is_kept_once),
        cmocka_unit_test(what_is_no_signal_is_refused),
        cmocka_unit_test(a_handler_is_called_by_the_loop_until_another_takes_its_place),
        cmocka_unit_test(a_restored_signal_does_what_it_did_before),
        cmocka_unit_test(threads_of_executors_leave_signals_to_the_loop),
        cmocka_unit_test(a_child_gets_the_signals_that_the_loop_has_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
