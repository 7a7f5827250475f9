/* Records are put together in a buffer by a handful of put_ functions and written in large
 * pieces: when it is full, before the loop waits, and at the end. With a control descriptor
 * somebody is watching: then after every record. */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "control.h"
#include "current.h"
#include "error.h"
#include "output.h"

#define TRACE_VERSION 1
#define BUFFER_BYTES  ((size_t)64 * 1024)
#define MAX_TEXT      ((size_t)4096) /* of one string in a record; longer ones are cut */
#define MAX_RECORD    ((size_t)8192) /* room that a record finds; ready queues are cut to fit */

struct trace {
    int fd;
    bool is_ours;  /* we opened it */
    bool is_eager; /* somebody watches: flush after every record */
    size_t len;
    uint64_t ran; /* steps of this tick */
    struct control *control;
    char buffer[BUFFER_BYTES];
};

/* ---- Writing ---- */

static void flush(struct trace *trace)
{
    size_t done = 0;
    while (done < trace->len) {
        ssize_t n = write(trace->fd, trace->buffer + done, trace->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break; /* nobody reads any more: the program goes on untraced */
        done += (size_t)n;
    }
    trace->len = 0;
}

static void put_bytes(struct trace *trace, const char *bytes, size_t len_bytes)
{
    if (trace->len + len_bytes > BUFFER_BYTES)
        flush(trace);
    memcpy(trace->buffer + trace->len, bytes, len_bytes);
    trace->len += len_bytes;
}

static void put(struct trace *trace, const char *text)
{
    put_bytes(trace, text, strlen(text));
}

static void put_uint(struct trace *trace, uint64_t value)
{
    char digits[20];
    size_t at = sizeof(digits);
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    put_bytes(trace, digits + at, sizeof(digits) - at);
}

static void put_int(struct trace *trace, int64_t value)
{
    if (value < 0)
        put(trace, "-");
    put_uint(trace, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* Milliseconds, with the microseconds behind the point where there are any. */
static void put_ms(struct trace *trace, int64_t ns)
{
    int64_t us = ns / NS_PER_US;
    if (us < 0)
        put(trace, "-");
    uint64_t value = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    put_uint(trace, value / 1000);
    if (value % 1000) {
        char fraction[5];
        snprintf(fraction, sizeof(fraction), ".%03u", (unsigned)(value % 1000));
        put(trace, fraction);
    }
}

/* The length of the UTF-8 sequence at `text`, 0 if it is none. */
static size_t utf8_len(const unsigned char *text, size_t left)
{
    size_t len = text[0] < 0x80 ? 1 : text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
    if (len > left || (text[0] >= 0x80 && text[0] < 0xc2) || text[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f) ||
        (text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f))
        return 0;
    return len;
}

/* A JSON string of any bytes: controls escaped, what is not UTF-8 replaced. */
static void put_string(struct trace *trace, const char *text, size_t len_bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + (len_bytes < MAX_TEXT ? len_bytes : MAX_TEXT);
    put(trace, "\"");
    while (at < end) {
        size_t len = utf8_len(at, (size_t)(end - at));
        char escape[8];
        if (!len) {
            put(trace, "\\ufffd");
            at++;
            continue;
        }
        if (*at == '\n') {
            put(trace, "\\n");
        } else if (*at < 0x20 || *at == 0x7f) {
            snprintf(escape, sizeof(escape), "\\u%04x", *at);
            put(trace, escape);
        } else {
            if (*at == '"' || *at == '\\')
                put(trace, "\\");
            put_bytes(trace, (const char *)at, len);
        }
        at += len;
    }
    put(trace, "\"");
}

static void field(struct trace *trace, const char *name)
{
    put(trace, ",\"");
    put(trace, name);
    put(trace, "\":");
}

static void field_int(struct trace *trace, const char *name, int64_t value)
{
    field(trace, name);
    put_int(trace, value);
}

/* Left out where there is no text. */
static void field_string(struct trace *trace, const char *name, const char *text)
{
    if (!text)
        return;
    field(trace, name);
    put_string(trace, text, strlen(text));
}

/* Left out where there is none. */
static void field_id(struct trace *trace, const char *name, uint32_t id)
{
    if (id)
        field_int(trace, name, id);
}

static void begin(struct async_loop *loop, const char *event)
{
    struct trace *trace = loop->trace;
    if (trace->len > BUFFER_BYTES - 2 * MAX_RECORD - MAX_TEXT * 6)
        flush(trace);
    put(trace, "{\"ev\":\"");
    put(trace, event);
    put(trace, "\",\"tick\":");
    put_uint(trace, loop->tick);
    put(trace, ",\"t\":");
    put_ms(trace, loop->now_ns);
}

/* Somebody who watches sees the last thing a program did before it crashed or hung. */
static void end(struct async_loop *loop)
{
    put(loop->trace, "}\n");
    if (loop->trace->is_eager)
        flush(loop->trace);
}

/* The task that does it; none in a callback. */
static void field_by(struct async_loop *loop)
{
    field_id(loop->trace, "by", loop->current ? loop->current->future.id : 0);
}

static void put_detail(struct trace *trace, int code, const struct async_error *error)
{
    field_int(trace, "err", code);
    field_string(trace, "error", async_error_name(code));
    if (error && error->message && *error->message)
        field_string(trace, "msg", error->message);
}

/* ---- The stream ---- */

/* A loop that follows another one of the process goes on in its file. */
static int file_open(const char *path)
{
    struct stat info;
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0 || fstat(fd, &info) || !S_ISREG(info.st_mode))
        return fd;
    uint64_t file = ((uint64_t)info.st_dev << 48) ^ info.st_ino;
    if (traced_file_is_same(file) || !ftruncate(fd, 0))
        return fd;
    close(fd);
    return -1;
}

static int stream_open(const char *where, bool *ret_is_ours)
{
    char *rest;
    long fd = strtol(where, &rest, 10);
    *ret_is_ours = *rest != '\0';
    if (!*ret_is_ours)
        return fcntl((int)fd, F_GETFD) < 0 ? -1 : (int)fd;
    return file_open(where);
}

/* A program that leaves through exit() still has its last records written. */
static void close_at_exit(void)
{
    struct async_loop *loop = loop_current();
    if (loop && loop->trace)
        trace_close(loop);
}

void trace_open(struct async_loop *loop)
{
    const char *where = getenv("ASYNC_TRACE");
    if (!where || !*where)
        return;
    bool is_ours;
    int fd = stream_open(where, &is_ours);
    struct trace *trace = fd < 0 ? NULL : calloc(1, sizeof(*trace));
    if (!trace) {
        fprintf(stderr, "async: cannot trace to '%s': %s\n", where, strerror(errno));
        return;
    }
    trace->fd = fd;
    trace->is_ours = is_ours;
    trace->control = control_open();
    trace->is_eager = trace->control || getenv("ASYNC_TRACE_FLUSH");
    loop->trace = trace;
    loop->is_careful = true;
    loop->is_watched = true;
    signal(SIGPIPE, SIG_IGN); /* a viewer may leave before the program does */
    atexit(close_at_exit);
    begin(loop, "trace");
    field_int(trace, "version", TRACE_VERSION);
    field_string(trace, "program", program_invocation_short_name);
    field_int(trace, "pid", getpid());
    field_string(trace, "clock", loop->options.clock == ASYNC_CLOCK_REAL ? "real" : "virtual");
    end(loop);
    output_capture(loop);
}

static void trace_destroy(struct trace *trace)
{
    control_close(trace->control);
    if (trace->is_ours)
        close(trace->fd);
    free(trace);
}

void trace_close(struct async_loop *loop)
{
    struct trace *trace = loop->trace;
    if (!trace)
        return;
    output_release(loop);
    begin(loop, "end");
    end(loop);
    flush(trace);
    loop->trace = NULL;
    trace_destroy(trace);
}

void trace_abandon(struct async_loop *loop)
{
    struct trace *trace = loop->trace;
    if (!trace)
        return;
    loop->trace = NULL;
    output_release(loop);
    trace_destroy(trace);
}

void trace_flush(struct async_loop *loop)
{
    flush(loop->trace);
}

void trace_control(struct async_loop *loop)
{
    if (!loop->trace->control)
        return;
    flush(loop->trace);
    loop->epoch_ns += control_obey(loop->trace->control);
}

/* ---- The tick ---- */

static void put_ready(struct async_loop *loop)
{
    struct trace *trace = loop->trace;
    size_t limit = trace->len + MAX_RECORD;
    put(trace, "[");
    const char *comma = "";
    for (struct async_node *node = loop->ready_first; node; node = node->next) {
        if (trace->len > limit) {
            put(trace, ",{\"more\":true}");
            break;
        }
        put(trace, comma);
        comma = ",";
        if (node->run == task_run) {
            put(trace, "{\"task\":");
            put_uint(trace, CONTAINER(node, struct async_task, node)->future.id);
        } else {
            put(trace, "{\"call\":true");
        }
        put(trace, "}");
    }
    put(trace, "]");
}

void trace_tick_begin(struct async_loop *loop)
{
    loop->trace->ran = 0;
    begin(loop, "tick");
    field(loop->trace, "ready");
    put_ready(loop);
    end(loop);
}

void trace_tick_end(struct async_loop *loop)
{
    begin(loop, "tick-end");
    field_int(loop->trace, "ran", (int64_t)loop->trace->ran);
    end(loop);
}

void trace_poll(struct async_loop *loop, int64_t timeout_ns, int64_t waited_ns)
{
    struct trace *trace = loop->trace;
    begin(loop, "poll");
    field(trace, "timeout");
    if (timeout_ns == TIMER_NEVER)
        put(trace, "null");
    else
        put_ms(trace, timeout_ns);
    field(trace, "waited");
    put_ms(trace, waited_ns);
    end(loop);
}

/* ---- Coroutines and tasks ---- */

void trace_coro_created(struct async_loop *loop, struct async_coro *coro)
{
    coro->id = ++loop->next_id;
    begin(loop, "coro");
    field_id(loop->trace, "coro", coro->id);
    field_string(loop->trace, "name", coro->name);
    field_by(loop);
    field_string(loop->trace, "at", coro->site);
    end(loop);
}

void trace_coro_entered(struct async_loop *loop, struct async_task *task,
                        struct async_coro *coro)
{
    begin(loop, "enter");
    field_id(loop->trace, "task", task->future.id);
    field_id(loop->trace, "coro", coro->id);
    field_string(loop->trace, "name", coro->name);
    field_string(loop->trace, "at", coro->await_site);
    end(loop);
}

void trace_coro_left(struct async_loop *loop, struct async_task *task, struct async_coro *coro,
                     int err)
{
    begin(loop, "leave");
    field_id(loop->trace, "task", task->future.id);
    field_id(loop->trace, "coro", coro->id);
    field_string(loop->trace, "name", coro->name);
    field_string(loop->trace, "at", coro->await_site);
    if (err)
        put_detail(loop->trace, err, async_error_last(err));
    end(loop);
}

void trace_task_created(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    begin(loop, "task");
    field_id(trace, "task", task->future.id);
    field_string(trace, "name", task->coro.name);
    field_int(trace, "number", task->number);
    field_id(trace, "coro", task->coro.id);
    field_id(trace, "parent", task->parent_id);
    field_string(trace, "at", task->site);
    end(loop);
}

void trace_task_named(struct async_loop *loop, struct async_task *task)
{
    begin(loop, "name");
    field_id(loop->trace, "task", task->future.id);
    field_string(loop->trace, "name", task->name);
    end(loop);
}

void trace_task_runs(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    trace->ran++;
    begin(loop, "run");
    field_id(trace, "task", task->future.id);
    end(loop);
}

void trace_task_yields(struct async_loop *loop, struct async_task *task)
{
    begin(loop, "yield");
    field_id(loop->trace, "task", task->future.id);
    field_string(loop->trace, "at", task->site);
    end(loop);
}

void trace_task_waits(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    const struct wait_reason *reason = task->reason;
    const struct async_task *holder = reason->holder ? *reason->holder : NULL;
    begin(loop, "wait");
    field_id(trace, "task", task->future.id);
    field_string(trace, "on", reason->kind);
    field_id(trace, "obj", reason->id);
    field_string(trace, "name", reason->name);
    field_id(trace, "holder", holder ? holder->future.id : 0);
    if (reason->until_ns != TIMER_NEVER) {
        field(trace, "until");
        put_ms(trace, reason->until_ns);
    }
    field_string(trace, "at", task->site);
    end(loop);
}

void trace_task_cancel(struct async_loop *loop, struct async_task *task,
                       const struct async_error *detail)
{
    begin(loop, "cancel");
    field_id(loop->trace, "task", task->future.id);
    field_by(loop);
    field_string(loop->trace, "msg", detail ? detail->message : NULL);
    end(loop);
}

void trace_task_left(struct async_loop *loop, struct async_task *task)
{
    begin(loop, "left");
    field_id(loop->trace, "task", task->future.id);
    field_string(loop->trace, "at", task->coro.site);
    end(loop);
}

void trace_task_done(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    begin(loop, "done");
    field_id(trace, "task", task->future.id);
    if (task->future.state == ASYNC_FUTURE_RESULT)
        field_string(trace, "how", "result");
    else if (task->future.state == ASYNC_FUTURE_CANCELLED)
        field_string(trace, "how", "cancelled");
    else
        field_string(trace, "how", "error");
    if (task->future.state != ASYNC_FUTURE_RESULT)
        put_detail(trace, task->future.err, task->future.error);
    if (task->requests)
        field_int(trace, "cancelling", task->requests);
    end(loop);
}

/* ---- Futures ---- */

void trace_future_created(struct async_loop *loop, struct async_future *future)
{
    future->id = ++loop->next_id;
    begin(loop, "future");
    field_id(loop->trace, "obj", future->id);
    field_string(loop->trace, "name", future->name);
    field_string(loop->trace, "op", "created");
    field_by(loop);
    end(loop);
}

/* The tasks that a settled future makes ready. */
static void put_wakes(struct async_loop *loop, struct async_future *future)
{
    for (struct async_node *node = future->first; node; node = node->next) {
        if (node->run != task_run)
            continue;
        begin(loop, "wake");
        field_id(loop->trace, "task", CONTAINER(node, struct async_task, node)->future.id);
        field_by(loop);
        end(loop);
    }
}

void trace_future_settled(struct async_loop *loop, struct async_future *future)
{
    static const char *const ops[] = { "pending", "result", "error", "cancelled" };
    if (!task_of(future) && !future->is_loop_internal) {
        begin(loop, "future");
        field_id(loop->trace, "obj", future->id);
        field_string(loop->trace, "name", future->name);
        field_string(loop->trace, "op", ops[future->state]);
        field_by(loop);
        end(loop);
    }
    put_wakes(loop, future);
}

static void put_object(struct async_loop *loop, const char *kind, uint32_t *id,
                       const char *name, const char *op, int64_t value)
{
    begin(loop, kind);
    field_id(loop->trace, "obj", trace_id(loop, id));
    field_string(loop->trace, "name", name);
    field_string(loop->trace, "op", op);
    field_int(loop->trace, "value", value);
    field_by(loop);
}

void trace_object(struct async_loop *loop, const char *kind, uint32_t *id, const char *name,
                  const char *op, int64_t value)
{
    put_object(loop, kind, id, name, op, value);
    end(loop);
}

void trace_queue(struct async_loop *loop, struct async_object *queue, const char *op,
                 size_t len, size_t limit)
{
    put_object(loop, queue->kind, &queue->id, queue->name, op, (int64_t)len);
    if (limit)
        field_int(loop->trace, "limit", (int64_t)limit);
    end(loop);
}

void trace_gathered(struct async_loop *loop, struct async_future *gather,
                    struct async_future *child)
{
    begin(loop, "gather");
    field_id(loop->trace, "obj", trace_id(loop, &gather->id));
    field_string(loop->trace, "name", gather->name);
    field_string(loop->trace, "op", "child");
    field_id(loop->trace, task_of(child) ? "task" : "future", trace_id(loop, &child->id));
    field_by(loop);
    end(loop);
}

void trace_note(struct async_loop *loop, const char *op, const char *name, int64_t value,
                const char *site)
{
    begin(loop, "note");
    field_string(loop->trace, "op", op);
    field_string(loop->trace, "name", name);
    field_int(loop->trace, "value", value);
    field_by(loop);
    field_string(loop->trace, "at", site);
    end(loop);
}

/* ---- Callbacks, timers, output, reports ---- */

void trace_callback(struct async_loop *loop, const struct async_handle *handle)
{
    loop->trace->ran++;
    if (!handle->name)
        return; /* the library's own */
    begin(loop, "call");
    field_string(loop->trace, "name", handle->name);
    field_string(loop->trace, "at", handle->site);
    end(loop);
}

void trace_timer(struct async_loop *loop, const struct async_handle *handle, const char *op)
{
    begin(loop, "timer");
    field_string(loop->trace, "op", op);
    field_int(loop->trace, "timer", (int64_t)handle->sequence);
    field(loop->trace, "when");
    put_ms(loop->trace, handle->deadline_ns);
    field_string(loop->trace, "name", handle->name);
    field_by(loop);
    if (handle->name) /* not the library's own */
        field_string(loop->trace, "at", handle->site);
    end(loop);
}

void trace_output(struct async_loop *loop, const char *text, size_t len_bytes)
{
    while (len_bytes) {
        size_t n = len_bytes < MAX_TEXT ? len_bytes : MAX_TEXT;
        begin(loop, "output");
        field_id(loop->trace, "task", loop->current ? loop->current->future.id : 0);
        field(loop->trace, "text");
        put_string(loop->trace, text, n);
        end(loop);
        text += n;
        len_bytes -= n;
    }
}

void trace_report(struct async_loop *loop, const struct async_report *report)
{
    static const char *const kinds[] = {
        [ASYNC_REPORT_NEVER_AWAITED] = "never-awaited",
        [ASYNC_REPORT_NEVER_RETRIEVED] = "never-retrieved",
        [ASYNC_REPORT_UNHANDLED] = "unhandled",
        [ASYNC_REPORT_PENDING] = "pending",
        [ASYNC_REPORT_DEADLOCK] = "deadlock",
        [ASYNC_REPORT_SLOW] = "slow",
        [ASYNC_REPORT_TICK_LIMIT] = "tick-limit",
        [ASYNC_REPORT_INVALID_STATE] = "invalid-state",
        [ASYNC_REPORT_CANNOT_ACCEPT] = "cannot-accept",
    };
    begin(loop, "warning");
    field_string(loop->trace, "kind", kinds[report->kind]);
    field_id(loop->trace, "task", report->future ? report->future->id : 0);
    field_string(loop->trace, "msg", report->message);
    field_string(loop->trace, "at", report->site);
    end(loop);
}
