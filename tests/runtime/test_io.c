/* Waiting for descriptors. */
#include "loopback.h"

#include <fcntl.h>
#include <unistd.h>

static int ends[2]; /* of a pipe: reading, writing */

static int with_pipe(int (*body)(void))
{
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC))
        return -errno;
    int err = body();
    async_io_forget(ends[0]);
    async_io_forget(ends[1]);
    close(ends[0]);
    close(ends[1]);
    return err;
}

static int wait_for_pipe(void *arg)
{
    int err = async_wait_readable(ends[0]);
    say("waited: %s", async_strerror(err));
    return 0;
}

static void put_byte(void)
{
    ssize_t n = write(ends[1], "x", 1);
    (void)n;
}

/* ---- Cases ---- */

static int write_later(void)
{
    struct async_task *task = async_create_task(async_coro(wait_for_pipe, NULL));
    int err = async_sleep(10);
    say("at %d ms", (int)async_time_ms());
    put_byte();
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

static int reader_and_writer(void *arg)
{
    return with_pipe(write_later);
}

TEST(a_task_waits_until_there_is_something_to_read)
{
    run_virtual(reader_and_writer);
    assert_string_equal(said, "at 10 ms\n"
                              "waited: no error\n");
}

static int look_before_the_clock_jumps(void)
{
    put_byte();
    struct async_task *task = async_create_task(async_coro(wait_for_pipe, NULL));
    int err = async_sleep(10);
    say("slept");
    async_task_release(task);
    return err;
}

static int ready_beside_a_sleeper(void *arg)
{
    return with_pipe(look_before_the_clock_jumps);
}

TEST(descriptors_are_looked_at_before_the_virtual_clock_jumps)
{
    run_virtual(ready_beside_a_sleeper);
    assert_string_equal(said, "waited: no error\n"
                              "slept\n");
}

static int cancel_the_reader(void)
{
    struct async_task *task = async_create_task(async_coro(wait_for_pipe, NULL));
    int err = async_sleep(0);
    if (err)
        return err;
    async_task_cancel(task, NULL);
    err = async_await(task, NULL);
    async_task_release(task);
    if (err)
        return err;
    put_byte();
    return wait_for_pipe(NULL);
}

static int cancelled_reader(void *arg)
{
    return with_pipe(cancel_the_reader);
}

TEST(a_cancelled_reader_makes_room_for_the_next)
{
    run_virtual(cancelled_reader);
    assert_string_equal(said, "waited: cancelled\n"
                              "waited: no error\n");
}

static int two_readers(void)
{
    struct async_task *first = async_create_task(async_coro(wait_for_pipe, NULL));
    struct async_task *second = async_create_task(async_coro(wait_for_pipe, NULL));
    int err = async_await(second, NULL);
    put_byte();
    if (!err)
        err = async_await(first, NULL);
    async_task_release(first);
    async_task_release(second);
    return err;
}

static int second_reader(void *arg)
{
    return with_pipe(two_readers);
}

TEST(a_second_reader_is_refused)
{
    run_virtual(second_reader);
    assert_string_equal(said, "waited: not possible here\n"
                              "waited: no error\n");
}

/* The number is used again at once, as the kernel does. */
static int close_under_the_reader(void)
{
    struct async_task *task = async_create_task(async_coro(wait_for_pipe, NULL));
    int err = async_sleep(0);
    if (err)
        return err;
    async_io_forget(ends[0]);
    close(ends[0]);
    close(ends[1]);
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC))
        return -errno;
    put_byte();
    err = wait_for_pipe(NULL);
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

static int closed_descriptor(void *arg)
{
    return with_pipe(close_under_the_reader);
}

TEST(who_waits_for_a_closed_descriptor_is_told_and_its_number_is_free)
{
    run_virtual(closed_descriptor);
    assert_string_equal(said, "waited: Bad file descriptor\n"
                              "waited: no error\n");
}

static int wait_with_deadline(void)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 50);
    if (err)
        return err;
    err = async_timeout_exit(&scope, async_wait_readable(ends[0]));
    say("%s at %d ms", async_strerror(err), (int)async_time_ms());
    return 0;
}

static int timed_out(void *arg)
{
    return with_pipe(wait_with_deadline);
}

TEST(a_wait_can_be_bounded)
{
    run_virtual(timed_out);
    assert_string_equal(said, "timed out at 50 ms\n");
}

static int odd_descriptors(void *arg)
{
    say("-1: %s", async_strerror(async_wait_readable(-1)));
    int closed = fcntl(STDERR_FILENO, F_DUPFD, 100); /* a number that nobody else gets */
    close(closed);
    char byte;
    int err = async_wait_readable(closed);
    ssize_t n = read(closed, &byte, 1);
    say("closed: %s, reading: %s", async_strerror(err), n < 0 ? async_strerror(-errno) : "?");
    async_io_forget(closed);
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    say("file: %s", async_strerror(async_wait_readable(file)));
    async_io_forget(file);
    close(file);
    return 0;
}

TEST(what_cannot_be_waited_for_does_not_suspend_for_ever)
{
    run_virtual(odd_descriptors);
    assert_string_equal(said, "-1: Bad file descriptor\n"
                              "closed: no error, reading: Bad file descriptor\n"
                              "file: no error\n");
}

/* ---- Order ---- */

static int wait_and_tell(void *arg)
{
    int *fds = arg;
    int err = async_wait_readable(fds[0]);
    say("pipe %d", fds[2]);
    return err;
}

/* Ready in the order 2, 0, 1: so the kernel tells it, and so asyncio wakes the readers. */
static int three_pipes(void *arg)
{
    int pipes[3][3];
    struct async_task *tasks[3];
    for (int i = 0; i < 3; i++) {
        if (pipe2(pipes[i], O_CLOEXEC))
            return -errno;
        pipes[i][2] = i;
        tasks[i] = async_create_task(async_coro(wait_and_tell, pipes[i]));
    }
    int err = async_sleep(10);
    const int order[] = { 2, 0, 1 };
    for (int i = 0; i < 3; i++) {
        ssize_t n = write(pipes[order[i]][1], "x", 1);
        (void)n;
    }
    for (int i = 0; i < 3; i++) {
        if (!err)
            err = async_await(tasks[i], NULL);
        async_task_release(tasks[i]);
        async_io_forget(pipes[i][0]);
        close(pipes[i][0]);
        close(pipes[i][1]);
    }
    return err;
}

TEST(readers_wake_in_the_order_in_which_their_descriptors_got_ready)
{
    run_virtual(three_pipes);
    assert_string_equal(said, "pipe 2\n"
                              "pipe 0\n"
                              "pipe 1\n");
}

/* ---- Near deadlines ---- */

/* On the real clock, where a timerfd ends the wait. */
static int sleep_shortly(void)
{
    struct async_task *task = async_create_task(async_coro(wait_for_pipe, NULL));
    int64_t began_us = async_time_us();
    int err = 0;
    for (int i = 0; i < 200 && !err; i++)
        err = async_sleep_us(100);
    say("%s", async_time_us() - began_us >= 20000 ? "long enough" : "too short");
    put_byte();
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

static int short_sleeps(void *arg)
{
    return with_pipe(sleep_shortly);
}

TEST(short_sleeps_beside_a_descriptor_never_end_early)
{
    run(ASYNC_CLOCK_REAL, short_sleeps);
    assert_string_equal(said, "long enough\n"
                              "waited: no error\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_waits_until_there_is_something_to_read),
        cmocka_unit_test(descriptors_are_looked_at_before_the_virtual_clock_jumps),
        cmocka_unit_test(a_cancelled_reader_makes_room_for_the_next),
        cmocka_unit_test(a_second_reader_is_refused),
        cmocka_unit_test(who_waits_for_a_closed_descriptor_is_told_and_its_number_is_free),
        cmocka_unit_test(a_wait_can_be_bounded),
        cmocka_unit_test(what_cannot_be_waited_for_does_not_suspend_for_ever),
        cmocka_unit_test(readers_wake_in_the_order_in_which_their_descriptors_got_ready),
        cmocka_unit_test(short_sleeps_beside_a_descriptor_never_end_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
