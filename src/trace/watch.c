/* The happy path: three tasks read the three pipes, a line at a time, until the program has
 * ended; then what is left in the pipes is read, which may be without an end: a process that
 * escaped the program's group can hold them open.
 *
 * A trace that is broken stops the program, and so does one that is more than can be kept:
 * nothing that it does could be shown. */
#include "trace/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <async.h>

#include "base/json_quote.h"
#include "trace/describe.h"
#include "trace/ending.h"

enum {
    TRACE_FD = 3, /* in the program: see make_env() */
    CONTROL_FD = 4,
    LINE_LIMIT = 1024 * 1024, /* bytes of a line kept back until it is complete */
    OUTPUT_LIMIT = 4096,      /* the same of what was printed, which needs no end of line */
    PIECE_BYTES = 16 * 1024,
    PIPE_BYTES = 64 * 1024, /* a pipe holds */
};

/* ---- Starting ---- */

static const char *const *make_env(const struct watch_request *request, struct arena *arena)
{
    const char *const changes[] = {
        "ASYNC_TRACE=3",
        "ASYNC_CONTROL=4",
        "ASYNC_OUTPUT=trace",
        "ASYNC_TRACE_FLUSH",
        request->clock ? arena_printf(arena, "ASYNC_CLOCK=%s", request->clock) : NULL,
        NULL,
    };
    return child_env(arena, changes);
}

/* The program may read our input, unless a person types it: then it is the view's. */
static bool has_input(void)
{
    return fcntl(STDIN_FILENO, F_GETFD) >= 0 && !isatty(STDIN_FILENO);
}

static int start_child(struct watch *watch, const int theirs[4], struct diag *diag)
{
    struct arena arena = { 0 };
    struct child_fd fds[5] = { { theirs[0], TRACE_FD },
                               { theirs[1], STDOUT_FILENO },
                               { theirs[2], STDERR_FILENO },
                               { theirs[3], CONTROL_FD },
                               { STDIN_FILENO, STDIN_FILENO } };
    const struct child_request request = {
        .argv = watch->request.argv,
        .env = make_env(&watch->request, &arena),
        .fds = fds,
        .n_fds = has_input() ? 5 : 4,
        .prepare = child_end_with_parent,
    };
    int err = child_start(&watch->child, &request, diag);
    arena_finish(&arena);
    return err;
}

static void close_all(const int fds[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
    }
}

/* Trace, stdout, stderr and control: [i] is ours, [4 + i] the program's. */
static int open_channels(int fds[8], struct diag *diag)
{
    int control[2];
    for (int i = 0; i < 8; i++)
        fds[i] = -1;
    bool is_open = true;
    for (int i = 0; i < 3 && is_open; i++)
        is_open = child_pipe(&fds[i], &fds[4 + i]) == 0;
    if (is_open && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) == 0) {
        fds[3] = control[0];
        fds[7] = control[1];
        return 0;
    }
    close_all(fds, 8);
    diag_set(diag, NULL, 0, 0, "no pipes for the program: too many files are open");
    return -1;
}

int watch_start(struct watch *watch, const struct watch_request *request,
                struct recording *recording, struct diag *diag)
{
    static const char *const names[3] = { NULL, "stdout", "stderr" };
    int fds[8];
    if (open_channels(fds, diag))
        return -1;
    *watch = (struct watch){
        .recording = recording,
        .request = *request,
        .control = fds[3],
    };
    for (int i = 0; i < 3; i++)
        watch->streams[i] = (struct watch_stream){ watch, fds[i], names[i], { 0 } };
    if (request->commands)
        watch_say(watch, request->commands);
    int err = start_child(watch, fds + 4, diag);
    close_all(fds + 4, 4);
    if (err)
        close_all(fds, 4);
    return err;
}

/* ---- Reading ---- */

static void take_line(struct watch *watch, const char *line, size_t len_bytes)
{
    bool is_whole = line[len_bytes - 1] == '\n'; /* else a kill cut it */
    if (diag_is_set(&watch->fault) || watch->recording->is_full)
        return;
    if (watch->request.pass_on && is_whole)
        watch->request.pass_on(line, len_bytes, watch->request.pass_on_arg);
    if (recording_feed(watch->recording, line, len_bytes, &watch->fault) ||
        watch->recording->is_full)
        child_kill(&watch->child);
}

/* What was printed past stdio, as the record that it would have been. */
static void take_output(struct watch_stream *stream, const char *text, size_t len_bytes)
{
    struct recording *recording = stream->watch->recording;
    struct buf line = { 0 };
    buf_addf(&line, "{\"ev\":\"output\",\"tick\":%u,\"t\":", recording->tick);
    describe_ms(recording->t_us, &line);
    buf_addf(&line, ",\"stream\":\"%s\",\"text\":", stream->name);
    json_quote(&line, text, len_bytes);
    buf_adds(&line, "}\n");
    take_line(stream->watch, buf_str(&line), line.len);
    buf_finish(&line);
}

static void take(struct watch_stream *stream, const char *line, size_t len_bytes)
{
    if (!len_bytes)
        return;
    if (stream->name)
        take_output(stream, line, len_bytes);
    else
        take_line(stream->watch, line, len_bytes);
}

/* Lines with their newlines, and what is too long for one. */
static void take_bytes(struct watch_stream *stream, const char *bytes, size_t len_bytes)
{
    struct buf *carry = &stream->carry;
    const char *newline, *end = bytes + len_bytes;
    while ((newline = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        size_t len = (size_t)(newline + 1 - bytes);
        if (carry->len) {
            buf_add(carry, bytes, len);
            take(stream, carry->data, carry->len);
            buf_truncate(carry, 0);
        } else {
            take(stream, bytes, len);
        }
        bytes += len;
    }
    buf_add(carry, bytes, (size_t)(end - bytes));
    if (carry->len > (stream->name ? OUTPUT_LIMIT : LINE_LIMIT)) {
        take(stream, carry->data, carry->len);
        buf_truncate(carry, 0);
    }
}

/* Reads once, and returns what read() did. */
static ssize_t read_some(struct watch_stream *stream)
{
    char piece[PIECE_BYTES];
    ssize_t n = read(stream->fd, piece, sizeof(piece));
    if (n > 0)
        take_bytes(stream, piece, (size_t)n);
    return n;
}

/* False: there is nothing now, or (then the stream is closed) never again. */
static bool read_piece(struct watch_stream *stream)
{
    ssize_t n = read_some(stream);
    if (n > 0 || (n < 0 && errno == EINTR))
        return true;
    if (n == 0 || errno != EAGAIN) {
        child_close(stream->fd);
        stream->fd = -1;
    }
    return false;
}

/* Takes the trace that was written before what is there to read now: no more than a pipe holds,
 * or what a program prints when its loop is over would stand before the loop's last events. */
static void catch_up(struct watch_stream *trace)
{
    for (int left = PIPE_BYTES / PIECE_BYTES; trace->fd >= 0 && left > 0; left--) {
        if (read_some(trace) <= 0)
            return;
    }
}

/* Waits before every piece, so that a program that never stops talking leaves time for others.
 */
static int read_stream(void *arg)
{
    struct watch_stream *stream = arg;
    while (stream->fd >= 0) {
        int err = async_wait_readable(stream->fd);
        if (err)
            return err;
        if (stream->name)
            catch_up(&stream->watch->streams[0]);
        read_piece(stream);
    }
    return 0;
}

static void read_rest(struct watch *watch)
{
    for (int i = 0; i < 3; i++) {
        struct watch_stream *stream = &watch->streams[i];
        while (stream->fd >= 0 && read_piece(stream))
            continue;
        take(stream, buf_str(&stream->carry), stream->carry.len);
        buf_truncate(&stream->carry, 0);
    }
    struct diag nothing = { 0 }; /* no record at all: watch_describe_end() says so */
    recording_close(watch->recording, &nothing);
    diag_finish(&nothing);
}

static void end_reader(struct async_task *task)
{
    int err = 0;
    async_task_cancel(task, NULL);
    if (task)
        err = async_await(task, NULL);
    (void)err; /* that it was cancelled */
    async_task_release(task);
}

int watch_follow(struct watch *watch)
{
    struct async_task *readers[3];
    for (int i = 0; i < 3; i++)
        readers[i] = async_create_task(async_coro(read_stream, &watch->streams[i]));
    int err = child_wait(&watch->child, &watch->end);
    if (err)
        watch_stop(watch);
    watch->is_ended = !err;
    for (int i = 0; i < 3; i++)
        end_reader(readers[i]);
    read_rest(watch);
    return err;
}

/* ---- Pacing and ending ---- */

void watch_say(struct watch *watch, const char *commands)
{
    if (watch->control >= 0 &&
        send(watch->control, commands, strlen(commands), MSG_NOSIGNAL | MSG_DONTWAIT) < 0 &&
        errno == EPIPE) {
        close(watch->control);
        watch->control = -1;
    }
}

void watch_stop(struct watch *watch)
{
    watch->is_stopped |= !watch->is_ended;
    child_kill(&watch->child);
}

void watch_finish(struct watch *watch)
{
    child_finish(&watch->child);
    for (int i = 0; i < 3; i++) {
        child_close(watch->streams[i].fd);
        buf_finish(&watch->streams[i].carry);
    }
    if (watch->control >= 0)
        close(watch->control);
    diag_finish(&watch->fault);
    *watch = (struct watch){ .control = -1 };
}

/* ---- In words ---- */

bool watch_describe_end(const struct watch *watch, struct buf *out)
{
    const struct recording *recording = watch->recording;
    bool is_good = watch->is_ended && !watch->is_stopped && recording->is_ended;
    if (is_good && !watch->end.signal && !watch->end.code)
        return false;
    buf_adds(out, recording->name);
    if (diag_is_set(&watch->fault)) {
        buf_addf(out, " was stopped, because record %d of its trace cannot be read: %s",
                 watch->fault.line, watch->fault.message);
        return true;
    }
    if (recording->is_full) {
        buf_addf(out,
                 " was stopped: only %zu events can be kept (--trace=log shows any number)",
                 recording->limit);
        return true;
    }
    if (watch->is_stopped)
        buf_adds(out, " was stopped");
    else if (!child_describe_end(&watch->end, out))
        buf_adds(out, recording->is_begun
                          ? " ended in the middle of its loop"
                          : " wrote no trace: is it linked with the runtime (libasync.a)?");
    if (!recording->is_ended)
        ending_add_last_step(recording, out);
    return true;
}
