/* Programs that use the world outside, for tests that make it fail: each returns 0 or an
 * error, and leaves nothing behind. Nobody waits for ever in them, whatever fails. */
#ifndef TESTS_SCENES_H
#define TESTS_SCENES_H

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <async/fetch.h>

#include "loopback.h"

#define SCENE __attribute__((unused)) static int

static int in_time(async_fn *body)
{
    return async_wait_for((async_coro)(body, NULL, "body", ASYNC_HERE), 5000, NULL);
}

static int say_hello(struct async_stream *stream, void *arg)
{
    int err = async_stream_write(stream, "hello", 5);
    return err ? err : async_stream_drain(stream);
}

static int read_hello(struct async_stream *stream)
{
    char bytes[8];
    size_t len;
    return async_stream_read_exactly(stream, bytes, 5, &len);
}

static int talk(void *arg)
{
    struct async_server *server;
    struct async_stream *stream;
    int err = async_server_start("127.0.0.1", 0, say_hello, NULL, &server);
    if (err)
        return err;
    err = async_stream_connect("127.0.0.1", async_server_port(server), &stream);
    if (!err) {
        err = read_hello(stream);
        async_stream_destroy(stream);
    }
    async_server_destroy(server);
    return err;
}

SCENE scene_tcp(void *arg)
{
    return in_time(talk);
}

static int talk_locally(void *arg)
{
    char path[64];
    struct async_server *server;
    struct async_stream *stream;
    snprintf(path, sizeof(path), "/tmp/async-scene-%d", (int)getpid());
    int err = async_server_start_unix(path, say_hello, NULL, &server);
    if (err)
        return err;
    err = async_stream_connect_unix(path, &stream);
    if (!err) {
        err = read_hello(stream);
        async_stream_destroy(stream);
    }
    async_server_destroy(server);
    return err;
}

SCENE scene_unix(void *arg)
{
    return in_time(talk_locally);
}

static int answer_request(struct async_stream *stream, void *arg)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    char head[1024];
    int err = async_stream_read_until(stream, "\r\n\r\n", head, sizeof(head), NULL);
    if (!err)
        err = async_stream_write(stream, answer, strlen(answer));
    return err ? err : async_stream_drain(stream);
}

static int fetch_hello(int port)
{
    char url[64];
    struct async_response response;
    snprintf(url, sizeof(url), "http://127.0.0.1:%d/", port);
    int err = async_fetch(url, NULL, &response);
    if (err)
        return err;
    bool is_whole = !strcmp(response.body, "hello");
    async_response_finish(&response);
    return is_whole ? 0 : ASYNC_EVALUE;
}

static int fetch_locally(void *arg)
{
    struct async_server *server;
    int err = async_server_start("127.0.0.1", 0, answer_request, NULL, &server);
    if (err)
        return err;
    err = fetch_hello(async_server_port(server));
    async_server_destroy(server);
    return err;
}

SCENE scene_fetch(void *arg)
{
    return in_time(fetch_locally);
}

/* A virtual clock would not wait for the child: nothing here has a limit in time. */
SCENE scene_process(void *arg)
{
    const struct async_process_options pipes = { .in = ASYNC_PROCESS_PIPE,
                                                 .out = ASYNC_PROCESS_PIPE };
    struct async_process *process;
    int err = async_process_start((const char *const[]){ "cat", NULL }, &pipes, &process);
    if (err)
        return err;
    err = async_stream_write(async_process_stdin(process), "hello", 5);
    if (!err) {
        async_stream_close(async_process_stdin(process));
        err = read_hello(async_process_stdout(process));
    }
    if (!err)
        err = async_process_wait(process, NULL);
    async_process_destroy(process);
    return err;
}

static int send_signal(void *arg)
{
    raise(SIGUSR2);
    return 0;
}

/* The signal comes when the loop has taken it, or not at all. */
static int hear_signal(void *arg)
{
    struct async_task *sender = async_create_task(async_coro(send_signal, NULL));
    if (!sender)
        return ASYNC_ENOMEM;
    signal(SIGUSR2, SIG_IGN);
    int err = async_signal_wait(SIGUSR2);
    async_task_release(sender);
    return err;
}

SCENE scene_signal(void *arg)
{
    return in_time(hear_signal);
}

static int watch_file(void *arg)
{
    char path[64];
    struct async_file_watch *watch;
    snprintf(path, sizeof(path), "/tmp/async-watched-%d", (int)getpid());
    int err = async_file_watch_create(path, &watch);
    if (err)
        return err;
    FILE *file = fopen(path, "w");
    if (file)
        fclose(file);
    err = file ? async_file_watch_wait(watch) : ASYNC_ENOMEM;
    unlink(path);
    async_file_watch_destroy(watch);
    return err;
}

SCENE scene_file(void *arg)
{
    return in_time(watch_file);
}

static int do_work(void *arg, void **ret_result)
{
    return 0;
}

SCENE scene_thread(void *arg)
{
    return async_to_thread(do_work, NULL, NULL);
}

#endif
