/* Streams over the loopback interface, both ends in one loop. */
#include "loopback.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char filler[256 * 1024];

/* ---- Reading and writing ---- */

static int say_hello(struct async_stream *stream)
{
    char bytes[64];
    size_t len = 0;
    int err = async_stream_write(stream, "hello", 5);
    if (!err)
        err = async_stream_read(stream, bytes, sizeof(bytes), &len);
    say("%.*s", (int)len, bytes);
    return err;
}

static int hello(void *arg)
{
    return with_server(serve_echo, NULL, say_hello);
}

TEST(what_is_written_is_read_at_the_other_end)
{
    run_virtual(hello);
    assert_string_equal(said, "hello\n");
    run(ASYNC_CLOCK_REAL, hello);
    assert_string_equal(said, "hello\n");
}

/* Sends its pieces, one every 10 ms, and closes. */
static int serve_pieces(struct async_stream *stream, void *arg)
{
    int err = 0;
    for (const char *const *piece = arg; *piece && !err; piece++) {
        err = async_stream_write(stream, *piece, strlen(*piece));
        if (!err)
            err = async_sleep(10);
    }
    return err;
}

static int read_lines(struct async_stream *stream)
{
    char line[16];
    size_t len;
    int err;
    while (!(err = async_stream_read_until(stream, "\r\n", line, sizeof(line), &len)))
        say("%zu: %.*s", len, (int)len - 2, line);
    say("%s: '%s', %zu%s", async_error_name(err), line, len,
        async_stream_at_eof(stream) ? ", at the end" : "");
    return 0;
}

static int lines(void *arg)
{
    static const char *const pieces[] = { "one\r\ntwo\r", "\nth", "ree\r\n\r\nfo", "ur", NULL };
    return with_server(serve_pieces, (void *)(uintptr_t)pieces, read_lines);
}

TEST(lines_are_put_together_from_pieces)
{
    run_virtual(lines);
    assert_string_equal(said, "5: one\n"
                              "5: two\n"
                              "7: three\n"
                              "2: \n"
                              "IncompleteReadError: 'four', 4, at the end\n");
}

static int read_long_line(struct async_stream *stream)
{
    char narrow[8], wide[9];
    int err = async_stream_read_until(stream, "\n", narrow, sizeof(narrow), NULL);
    say("%s", async_error_name(err));
    err = async_stream_read_until(stream, "\n", wide, sizeof(wide), NULL);
    say("%s", wide);
    err = async_stream_read_until(stream, "\n", wide, sizeof(wide), NULL);
    say("%s", async_error_name(err));
    err = async_stream_read_until(stream, "", wide, sizeof(wide), NULL);
    say("%s", async_error_name(err));
    return 0;
}

static int long_line(void *arg)
{
    static const char *const pieces[] = { "1234567\n", "no end in sight", NULL };
    return with_server(serve_pieces, (void *)(uintptr_t)pieces, read_long_line);
}

TEST(a_line_longer_than_the_buffer_stays_in_the_stream)
{
    run_virtual(long_line);
    assert_string_equal(said, "LimitOverrunError\n"
                              "1234567\n\n"
                              "LimitOverrunError\n"
                              "ValueError\n");
}

static int read_records(struct async_stream *stream)
{
    char record[5] = { 0 };
    size_t len;
    int err;
    while (!(err = async_stream_read_exactly(stream, record, 4, &len)))
        say("%zu: %s", len, record);
    say("%s: %.*s", async_error_name(err), (int)len, record);
    return 0;
}

static int records(void *arg)
{
    static const char *const pieces[] = { "ab", "cdefghi", "jkl", "mn", NULL };
    return with_server(serve_pieces, (void *)(uintptr_t)pieces, read_records);
}

TEST(records_are_put_together_from_pieces)
{
    run_virtual(records);
    assert_string_equal(said, "4: abcd\n"
                              "4: efgh\n"
                              "4: ijkl\n"
                              "IncompleteReadError: mn\n");
}

static int read_with_deadline(struct async_stream *stream)
{
    char word[6] = { 0 };
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    if (err)
        return err;
    err = async_timeout_exit(&scope, async_stream_read_exactly(stream, word, 5, NULL));
    say("%s", async_strerror(err));
    err = async_stream_read_exactly(stream, word, 5, NULL);
    say("%s", word);
    return err;
}

static int hel_lo(void *arg)
{
    static const char *const pieces[] = { "hel", "lo", NULL };
    return with_server(serve_pieces, (void *)(uintptr_t)pieces, read_with_deadline);
}

TEST(a_reader_that_is_cancelled_loses_no_bytes)
{
    run_virtual(hel_lo);
    assert_string_equal(said, "timed out\n"
                              "hello\n");
}

static int read_in_task(void *arg)
{
    char byte;
    size_t len = 9;
    int err = async_stream_read(arg, &byte, 1, &len);
    say("read: %s, %zu bytes", async_strerror(err), err ? 9 : len);
    return 0;
}

static int read_twice(struct async_stream *stream)
{
    struct async_task *first = async_create_task(async_coro(read_in_task, stream));
    struct async_task *second = async_create_task(async_coro(read_in_task, stream));
    int err = async_await(second, NULL);
    if (!err)
        err = async_stream_write(stream, "x", 1);
    if (!err)
        err = async_await(first, NULL);
    async_task_release(first);
    async_task_release(second);
    return err;
}

static int second_reader(void *arg)
{
    return with_server(serve_echo, NULL, read_twice);
}

TEST(a_second_reader_is_refused)
{
    run_virtual(second_reader);
    assert_string_equal(said, "read: not possible here, 9 bytes\n"
                              "read: no error, 1 bytes\n");
}

/* ---- Back-pressure ---- */

static int serve_late(struct async_stream *stream, void *arg)
{
    size_t total = 0;
    int err = async_sleep(100);
    while (!err) {
        size_t len;
        err = async_stream_read(stream, filler, sizeof(filler), &len);
        if (!err && !len)
            break;
        total += err ? 0 : len;
    }
    say("%zu bytes came", total);
    return err;
}

/* Far more than the kernel keeps on the way. */
static int write_much(struct async_stream *stream)
{
    for (int i = 0; i < 64; i++) {
        int err = async_stream_write(stream, filler, sizeof(filler));
        if (err)
            return err;
    }
    return 0;
}

static int write_and_drain(struct async_stream *stream)
{
    int err = async_stream_drain(stream);
    say("drained at once: %s", async_strerror(err));
    err = write_much(stream);
    if (err)
        return err;
    struct async_timeout scope;
    err = async_timeout_enter(&scope, 50);
    if (err)
        return err;
    err = async_timeout_exit(&scope, async_stream_drain(stream));
    say("at %d ms: %s", (int)async_time_ms(), async_strerror(err));
    err = async_stream_drain(stream);
    say("at %d ms: %s", (int)async_time_ms(), async_strerror(err));
    return err;
}

static int back_pressure(void *arg)
{
    return with_server(serve_late, NULL, write_and_drain);
}

TEST(a_writer_is_held_back_until_the_reader_follows)
{
    run_virtual(back_pressure);
    assert_non_null(strstr(said, "drained at once: no error\n"
                                 "at 50 ms: timed out\n"
                                 "at 100 ms: no error\n"));
}

static int write_and_close(struct async_stream *stream)
{
    int err = write_much(stream);
    if (err)
        return err;
    async_stream_close(stream);
    say("writing: %s", async_error_name(async_stream_write(stream, "x", 1)));
    err = async_stream_wait_closed(stream);
    say("closed: %s, descriptor %d", async_strerror(err), async_stream_fd(stream));
    say("draining: %s", async_strerror(async_stream_drain(stream)));
    return err;
}

static int flush_on_close(void *arg)
{
    return with_server(serve_late, NULL, write_and_close);
}

TEST(closing_sends_what_was_written)
{
    run_virtual(flush_on_close);
    assert_string_equal(said, "writing: RuntimeError\n"
                              "closed: no error, descriptor -1\n"
                              "draining: Connection reset by peer\n"
                              "16777216 bytes came\n");
}

static int write_and_end(struct async_stream *stream)
{
    char answer[64];
    size_t len;
    int err = write_much(stream);
    if (err)
        return err;
    async_stream_write_eof(stream);
    say("writing: %s", async_error_name(async_stream_write(stream, "x", 1)));
    err = async_stream_read(stream, answer, sizeof(answer), &len);
    say("%s, %zu bytes back", async_strerror(err), len);
    return err;
}

static int half_close(void *arg)
{
    return with_server(serve_late, NULL, write_and_end);
}

TEST(one_direction_can_end_before_the_other)
{
    run_virtual(half_close);
    assert_string_equal(said, "writing: RuntimeError\n"
                              "16777216 bytes came\n"
                              "no error, 0 bytes back\n");
}

/* ---- Ends ---- */

static int close_under_reader(struct async_stream *stream)
{
    struct async_task *reader = async_create_task(async_coro(read_in_task, stream));
    int err = async_sleep(0);
    async_stream_close(stream);
    if (!err)
        err = async_await(reader, NULL);
    async_task_release(reader);
    return err;
}

static int closed_while_reading(void *arg)
{
    return with_server(serve_echo, NULL, close_under_reader);
}

TEST(closing_ends_the_reader)
{
    run_virtual(closed_while_reading);
    assert_string_equal(said, "read: no error, 0 bytes\n");
}

static int drain_in_task(void *arg)
{
    int err = write_much(arg);
    if (!err)
        err = async_stream_drain(arg);
    say("drain: %s", async_strerror(err));
    return 0;
}

static int destroy_under_tasks(void *arg)
{
    struct async_stream *stream = arg;
    struct async_task *reader = async_create_task(async_coro(read_in_task, stream));
    struct async_task *writer = async_create_task(async_coro(drain_in_task, stream));
    int err = async_sleep(0);
    async_stream_destroy(stream);
    if (!err)
        err = async_await(reader, NULL);
    if (!err)
        err = async_await(writer, NULL);
    async_task_release(reader);
    async_task_release(writer);
    return err;
}

static int serve_nothing(struct async_stream *stream, void *arg)
{
    return async_sleep(10);
}

static int destroyed_while_used(void *arg)
{
    struct async_server *server;
    struct async_stream *stream;
    int err = async_server_start("127.0.0.1", 0, serve_nothing, NULL, &server);
    if (err)
        return err;
    err = async_stream_connect("127.0.0.1", async_server_port(server), &stream);
    if (!err)
        err = destroy_under_tasks(stream);
    async_server_destroy(server);
    return err;
}

TEST(destroying_wakes_who_still_uses_the_stream)
{
    run_virtual(destroyed_while_used);
    assert_string_equal(said, "read: Bad file descriptor, 9 bytes\n"
                              "drain: Bad file descriptor\n");
}

/* Closes so that the peer gets a reset, not an end. */
static int serve_reset(struct async_stream *stream, void *arg)
{
    const struct linger at_once = { .l_onoff = 1 };
    setsockopt(async_stream_fd(stream), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    return async_sleep(10);
}

static int meet_reset(struct async_stream *stream)
{
    char byte;
    size_t len;
    say("read: %s", async_strerror(async_stream_read(stream, &byte, 1, &len)));
    say("write: %s", async_strerror(async_stream_write(stream, "x", 1)));
    say("write again: %s", async_strerror(async_stream_write(stream, "x", 1)));
    say("drain: %s", async_strerror(async_stream_drain(stream)));
    return 0;
}

static int reset(void *arg)
{
    return with_server(serve_reset, NULL, meet_reset);
}

TEST(a_reset_is_an_error_and_no_signal)
{
    run_virtual(reset);
    assert_string_equal(said, "read: Connection reset by peer\n"
                              "write: Broken pipe\n"
                              "write again: Broken pipe\n"
                              "drain: Broken pipe\n");
}

static int drain_into_reset(struct async_stream *stream)
{
    return drain_in_task(stream);
}

static int reset_while_draining(void *arg)
{
    return with_server(serve_reset, NULL, drain_into_reset);
}

TEST(a_reset_wakes_who_drains)
{
    run_virtual(reset_while_draining);
    assert_string_equal(said, "drain: Connection reset by peer\n");
}

/* ---- Connecting ---- */

static int connect_to_nobody(void *arg)
{
    struct async_stream *stream;
    struct async_server *server;
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &server);
    if (err)
        return err;
    int port = async_server_port(server);
    async_server_destroy(server);
    say("%s", async_strerror(async_stream_connect("127.0.0.1", port, &stream)));
    say("%s", async_strerror(async_stream_connect("127.0.0.1", 0, &stream)));
    say("%s", async_strerror(async_stream_connect("127.0.0.1", 65536, &stream)));
    char name[400];
    memset(name, 'x', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    say("%s", async_strerror(async_stream_connect(name, 80, &stream)));
    return 0;
}

TEST(a_connection_that_cannot_be_made_says_why)
{
    run_virtual(connect_to_nobody);
    assert_string_equal(said, "Connection refused\n"
                              "invalid value\n"
                              "invalid value\n"
                              "No route to host\n");
}

static int connect_by_name(void *arg)
{
    struct async_server *server;
    struct async_stream *stream;
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &server);
    if (err)
        return err;
    err = async_stream_connect("localhost", async_server_port(server), &stream);
    if (!err) {
        err = say_hello(stream);
        async_stream_destroy(stream);
    }
    async_server_destroy(server);
    return err;
}

TEST(names_are_looked_up_and_addresses_tried_in_order)
{
    run_virtual(connect_by_name);
    assert_string_equal(said, "hello\n");
}

static int connect_somewhere(void *arg)
{
    struct async_stream *stream;
    return async_stream_connect("localhost", 1, &stream);
}

static int cancel_lookup(void *arg)
{
    struct async_task *task = async_create_task(async_coro(connect_somewhere, NULL));
    int err = async_sleep(0);
    async_task_cancel(task, NULL);
    if (!err)
        say("%s", async_strerror(async_await(task, NULL)));
    async_task_release(task);
    return err;
}

TEST(a_cancelled_lookup_leaves_nothing_behind)
{
    run_virtual(cancel_lookup);
    assert_string_equal(said, "cancelled\n");
}

static int connect_and_say_hello(void *arg)
{
    struct async_stream *stream;
    char bytes[8];
    int err = async_stream_connect("127.0.0.1", *(int *)arg, &stream);
    if (err)
        return err;
    err = async_stream_write(stream, "hello", 5);
    if (!err)
        err = async_stream_read_exactly(stream, bytes, 5, NULL);
    async_stream_destroy(stream);
    return err;
}

static int connect_often(void *arg)
{
    enum { N = 200 };
    struct async_server *server;
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &server);
    if (err)
        return err;
    int port = async_server_port(server);
    struct async_coro *calls[N];
    for (int i = 0; i < N; i++)
        calls[i] = async_coro(connect_and_say_hello, &port);
    err = async_gather(calls, N, NULL);
    async_server_destroy(server);
    return err;
}

TEST(two_hundred_connections_at_once)
{
    run_virtual(connect_often);
    assert_string_equal(said, "");
}

static int connect_unix(void *arg)
{
    char path[] = "/tmp/async-stream-XXXXXX/socket";
    struct async_server *server;
    struct async_stream *stream;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    if (!mkdtemp(path))
        return -errno;
    *slash = '/';
    say("%s", async_strerror(async_stream_connect_unix(path, &stream)));
    int err = async_server_start_unix(path, serve_echo, NULL, &server);
    if (err)
        return err;
    err = async_stream_connect_unix(path, &stream);
    if (!err) {
        err = say_hello(stream);
        async_stream_destroy(stream);
    }
    async_server_destroy(server);
    say("the socket is %s", access(path, F_OK) ? "gone" : "still there");
    *slash = '\0';
    rmdir(path);
    char long_path[200];
    memset(long_path, 'x', sizeof(long_path) - 1);
    long_path[sizeof(long_path) - 1] = '\0';
    say("%s", async_strerror(async_stream_connect_unix(long_path, &stream)));
    return err;
}

TEST(the_same_over_a_unix_socket)
{
    run_virtual(connect_unix);
    assert_string_equal(said, "No such file or directory\n"
                              "hello\n"
                              "the socket is gone\n"
                              "File name too long\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_at_the_other_end),
        cmocka_unit_test(lines_are_put_together_from_pieces),
        cmocka_unit_test(a_line_longer_than_the_buffer_stays_in_the_stream),
        cmocka_unit_test(records_are_put_together_from_pieces),
        cmocka_unit_test(a_reader_that_is_cancelled_loses_no_bytes),
        cmocka_unit_test(a_second_reader_is_refused),
        cmocka_unit_test(a_writer_is_held_back_until_the_reader_follows),
        cmocka_unit_test(closing_sends_what_was_written),
        cmocka_unit_test(one_direction_can_end_before_the_other),
        cmocka_unit_test(closing_ends_the_reader),
        cmocka_unit_test(destroying_wakes_who_still_uses_the_stream),
        cmocka_unit_test(a_reset_is_an_error_and_no_signal),
        cmocka_unit_test(a_reset_wakes_who_drains),
        cmocka_unit_test(a_connection_that_cannot_be_made_says_why),
        cmocka_unit_test(names_are_looked_up_and_addresses_tried_in_order),
        cmocka_unit_test(a_cancelled_lookup_leaves_nothing_behind),
        cmocka_unit_test(two_hundred_connections_at_once),
        cmocka_unit_test(the_same_over_a_unix_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
