/* Servers: who is served, for how long, and what is left. */
#include "loopback.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(struct async_server *server, struct async_stream **ret_stream)
{
    return async_stream_connect("127.0.0.1", async_server_port(server), ret_stream);
}

/* Connects without the loop: the kernel's queue takes it. */
static int connect_past_the_loop(int port)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)))
        say("cannot connect");
    return fd;
}

/* ---- Serving ---- */

static int serve_by_name(struct async_stream *stream, void *arg)
{
    say("%s for '%s'", async_task_coro_name(async_current_task()), (const char *)arg);
    return async_stream_write(stream, "bye\n", 4);
}

static int read_goodbye(struct async_stream *stream)
{
    char line[8];
    int err = async_stream_read_until(stream, "\n", line, sizeof(line), NULL);
    if (err)
        return err;
    char byte;
    size_t len;
    err = async_stream_read(stream, &byte, 1, &len);
    say("%.3s, then %zu bytes", line, len);
    return err;
}

static int served(void *arg)
{
    return with_server(serve_by_name, "us", read_goodbye);
}

TEST(a_connection_is_closed_when_its_handler_returns)
{
    run_virtual(served);
    assert_string_equal(said, "serve_by_name for 'us'\n"
                              "bye, then 0 bytes\n");
}

static int serve_badly(struct async_stream *stream, void *arg)
{
    return async_raise(ASYNC_EUSER, "no idea");
}

static int read_to_end(struct async_stream *stream)
{
    char byte;
    size_t len = 9;
    int err = async_stream_read(stream, &byte, 1, &len);
    say("%s, %zu bytes", async_strerror(err), len);
    return err;
}

static int handler_fails(void *arg)
{
    return with_server(serve_badly, NULL, read_to_end);
}

TEST(a_handler_that_fails_closes_its_connection_and_is_reported)
{
    run_virtual(handler_fails);
    assert_non_null(strstr(said, "no error, 0 bytes\n"));
    assert_non_null(strstr(said, "'serve_badly' failed and nobody looked at its error"));
    assert_non_null(strstr(said, "no idea"));
}

/* ---- Closing ---- */

static int close_while_serving(void *arg)
{
    struct async_server *server;
    struct async_stream *stream = NULL, *late = NULL;
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &server);
    if (err)
        return err;
    char answer[4] = { 0 };
    err = connect_to(server, &stream);
    if (!err)
        err = async_sleep(1);
    async_server_close(server);
    say("a late one: %s", async_strerror(connect_to(server, &late)));
    if (!err)
        err = async_stream_write(stream, "hi!", 3);
    if (!err)
        err = async_stream_read_exactly(stream, answer, 3, NULL);
    say("served: %s", answer);
    struct async_timeout scope;
    if (!err)
        err = async_timeout_enter(&scope, 20);
    if (!err)
        say("closed: %s",
            async_strerror(async_timeout_exit(&scope, async_server_wait_closed(server))));
    async_stream_destroy(stream);
    if (!err)
        err = async_server_wait_closed(server);
    say("closed: %s", async_strerror(err));
    async_server_destroy(server);
    return err;
}

TEST(a_closed_server_serves_those_who_are_in_to_the_end)
{
    run_virtual(close_while_serving);
    assert_string_equal(said, "a late one: Connection refused\n"
                              "served: hi!\n"
                              "closed: timed out\n"
                              "closed: no error\n");
}

static struct async_server *left_server;
static struct async_stream *left_stream;

static int leave_everything(void *arg)
{
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &left_server);
    if (!err)
        err = connect_to(left_server, &left_stream);
    if (!err)
        err = async_sleep(1);
    async_stream_destroy(left_stream);
    return err;
}

TEST(the_end_of_the_loop_closes_what_is_left_of_a_server)
{
    run_virtual(leave_everything);
    assert_string_equal(said, "");
    async_server_destroy(left_server);
}

static int serve_for_ever(struct async_stream *stream, void *arg)
{
    int err = async_sleep(1000000);
    say("handler: %s", async_strerror(err));
    return err;
}

static int leave_handlers(void *arg)
{
    struct async_stream *stream;
    int err = async_server_start("127.0.0.1", 0, serve_for_ever, NULL, &left_server);
    if (!err)
        err = connect_to(left_server, &stream);
    if (err)
        return err;
    err = async_sleep(1);
    async_stream_destroy(stream);
    async_server_destroy(left_server);
    return err;
}

TEST(handlers_are_cancelled_when_the_loop_ends)
{
    run_virtual(leave_handlers);
    assert_string_equal(said, "handler: cancelled\n");
}

/* The main task is first in the tick in which the connection's task is made. */
static int cancel_before_it_begins(void *arg)
{
    struct async_stream *stream;
    int err = async_server_start("127.0.0.1", 0, serve_for_ever, NULL, &left_server);
    if (err)
        return err;
    err = async_stream_open(connect_past_the_loop(async_server_port(left_server)), &stream);
    while (!err && async_all_tasks(NULL, 0) == 1)
        err = async_sleep(0);
    struct async_task *tasks[2];
    async_all_tasks(tasks, 2);
    async_task_cancel(tasks[1], NULL);
    if (!err)
        err = read_to_end(stream);
    async_stream_destroy(stream);
    async_server_destroy(left_server);
    return err;
}

TEST(a_connection_whose_task_never_began_is_closed_too)
{
    run_virtual(cancel_before_it_begins);
    assert_string_equal(said, "no error, 0 bytes\n");
}

/* ---- Addresses ---- */

static int twice_at_one_port(void *arg)
{
    struct async_server *first, *second;
    int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &first);
    if (err)
        return err;
    err = async_server_start("127.0.0.1", async_server_port(first), serve_echo, NULL, &second);
    say("%s", async_strerror(err));
    async_server_destroy(first);
    err = async_server_start("127.0.0.1", -1, serve_echo, NULL, &second);
    say("%s", async_strerror(err));
    return 0;
}

TEST(a_port_is_given_once)
{
    run_virtual(twice_at_one_port);
    assert_string_equal(said, "Address already in use\n"
                              "invalid value\n");
}

static int at_all_addresses(void *arg)
{
    struct async_server *server;
    struct async_stream *stream;
    int err = async_server_start(NULL, 0, serve_by_name, "all", &server);
    if (err)
        return err;
    err = connect_to(server, &stream);
    if (!err) {
        err = read_goodbye(stream);
        async_stream_destroy(stream);
    }
    async_server_destroy(server);
    return err;
}

TEST(a_server_can_listen_at_all_addresses)
{
    run_virtual(at_all_addresses);
    assert_string_equal(said, "serve_by_name for 'all'\n"
                              "bye, then 0 bytes\n");
}

static int over_a_stale_socket(void *arg)
{
    char path[] = "/tmp/async-server-XXXXXX/socket";
    struct async_server *server;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    if (!mkdtemp(path))
        return -errno;
    *slash = '/';
    int err = 0;
    for (int i = 0; i < 2 && !err; i++) {
        err = async_server_start_unix(path, serve_echo, NULL, &server);
        say("%s, port %d", async_strerror(err), err ? -1 : async_server_port(server));
        if (!err && i == 0)
            left_server = server;
    }
    async_server_destroy(server);
    async_server_destroy(left_server);
    *slash = '\0';
    rmdir(path);
    return err;
}

TEST(a_socket_left_behind_is_replaced)
{
    run_virtual(over_a_stale_socket);
    assert_string_equal(said, "no error, port 0\n"
                              "no error, port 0\n");
}

/* ---- Out of descriptors ---- */

/* No descriptor more, from now on. Returns the limit that was there. */
static struct rlimit forbid_descriptors(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    int lowest_free = dup(STDIN_FILENO);
    close(lowest_free);
    const struct rlimit none = { (rlim_t)lowest_free, limit.rlim_max };
    setrlimit(RLIMIT_NOFILE, &none);
    return limit;
}

static int serve_and_say(struct async_stream *stream, void *arg)
{
    say("served at %d ms", (int)async_time_ms());
    return 0;
}

static int run_out(void *arg)
{
    struct async_server *server;
    int err = async_server_start("127.0.0.1", 0, serve_and_say, NULL, &server);
    if (err)
        return err;
    err = async_sleep(1);
    int clients[3];
    for (int i = 0; i < 3; i++)
        clients[i] = connect_past_the_loop(async_server_port(server));
    const struct rlimit limit = forbid_descriptors();
    if (!err)
        err = async_sleep(500);
    setrlimit(RLIMIT_NOFILE, &limit);
    if (!err)
        err = async_sleep(1000);
    for (int i = 0; i < 3; i++)
        close(clients[i]);
    async_server_destroy(server);
    return err;
}

/* Valgrind accepts a connection before it says that there is no descriptor for it: that one is
 * lost. */
TEST(out_of_descriptors_the_server_tries_again_a_second_later)
{
    if (RUNNING_ON_VALGRIND)
        skip();
    run_virtual(run_out);
    assert_string_equal(said,
                        "report: cannot accept connections for a second: Too many open files\n"
                        "served at 1001 ms\n"
                        "served at 1001 ms\n"
                        "served at 1001 ms\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_is_closed_when_its_handler_returns),
        cmocka_unit_test(a_handler_that_fails_closes_its_connection_and_is_reported),
        cmocka_unit_test(a_closed_server_serves_those_who_are_in_to_the_end),
        cmocka_unit_test(the_end_of_the_loop_closes_what_is_left_of_a_server),
        cmocka_unit_test(handlers_are_cancelled_when_the_loop_ends),
        cmocka_unit_test(a_connection_whose_task_never_began_is_closed_too),
        cmocka_unit_test(a_port_is_given_once),
        cmocka_unit_test(a_server_can_listen_at_all_addresses),
        cmocka_unit_test(a_socket_left_behind_is_replaced),
        cmocka_unit_test(out_of_descriptors_the_server_tries_again_a_second_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
