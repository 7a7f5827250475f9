/* Programs that use the world outside, for tests that make it fail: each returns 0 or an
 * error, and leaves nothing behind. Nobody waits for ever in them, whatever fails. */
#ifndef TESTS_SCENES_H
#define TESTS_SCENES_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

/* More than the kernel takes at once: the writer is held back. */
#define FLOOD_BYTES ((size_t)1 << 20)

static int read_flood(struct async_stream *stream, void *arg)
{
    static char bytes[FLOOD_BYTES];
    size_t len;
    int err = async_stream_read_exactly(stream, bytes, sizeof(bytes), &len);
    if (!err)
        err = async_stream_write(stream, "enough\n", 7);
    return err ? err : async_stream_drain(stream);
}

static int write_flood(struct async_stream *stream)
{
    static const char bytes[FLOOD_BYTES];
    char line[16];
    int err = async_stream_write(stream, bytes, sizeof(bytes));
    if (!err)
        err = async_stream_drain(stream);
    return err ? err : async_stream_read_until(stream, "\n", line, sizeof(line), NULL);
}

static int flood(void *arg)
{
    return with_server(read_flood, NULL, write_flood);
}

SCENE scene_flood(void *arg)
{
    return in_time(flood);
}

/* More descriptors than most programs watch, all at once. */
#define N_PIPES 40

static int wait_for_byte(void *arg)
{
    const int *ends = arg;
    int err = async_wait_readable(ends[0]);
    async_io_forget(ends[0]);
    return err;
}

static int write_bytes(void *arg)
{
    int(*pipes)[2] = arg;
    for (int i = 0; i < N_PIPES; i++)
        if (write(pipes[i][1], "x", 1) != 1)
            return -errno;
    return 0;
}

static int wait_for_pipes(int pipes[N_PIPES][2], int n)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    for (int i = 0; i < n && !err; i++)
        err = async_group_create_task(&group, async_coro(wait_for_byte, pipes[i]), NULL);
    if (!err)
        err = async_group_create_task(&group, async_coro(write_bytes, pipes), NULL);
    return async_group_exit(&group, err);
}

static int read_pipes(void *arg)
{
    int pipes[N_PIPES][2], n = 0;
    while (n < N_PIPES && !pipe2(pipes[n], O_CLOEXEC))
        n++;
    int err = n == N_PIPES ? wait_for_pipes(pipes, n) : -EMFILE;
    for (int i = 0; i < n; i++) {
        close(pipes[i][0]);
        close(pipes[i][1]);
    }
    return err;
}

SCENE scene_pipes(void *arg)
{
    return in_time(read_pipes);
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

SCENE scene_conversation(void *arg)
{
    static const char input[100000];
    const struct async_process_options pipes = { .in = ASYNC_PROCESS_PIPE,
                                                 .out = ASYNC_PROCESS_PIPE,
                                                 .err = ASYNC_PROCESS_PIPE };
    struct async_process *process;
    struct async_output out, errors;
    int err = async_process_start((const char *const[]){ "cat", NULL }, &pipes, &process);
    if (err)
        return err;
    err = async_process_communicate(process, input, sizeof(input), &out, &errors, NULL);
    async_process_destroy(process);
    if (err)
        return err;
    free(out.text);
    free(errors.text);
    return out.len_bytes == sizeof(input) ? 0 : ASYNC_EVALUE;
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

static int run_jobs(struct async_executor *executor)
{
    struct async_future *jobs[3];
    int n = 0, err = 0;
    while (n < 3 && (jobs[n] = async_run_in_executor(executor, do_work, NULL)))
        n++;
    for (int i = 0; i < n; i++) {
        int job_err = async_await(jobs[i], NULL);
        err = err ? err : job_err;
        async_future_release(jobs[i]);
    }
    return n == 3 ? err : ASYNC_ENOMEM;
}

SCENE scene_pool(void *arg)
{
    struct async_executor *executor = async_executor_create(2);
    if (!executor)
        return ASYNC_ENOMEM;
    int err = run_jobs(executor);
    async_executor_destroy(executor);
    return err;
}

#endif
