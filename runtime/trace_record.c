/* Fields are written one after the other by a handful of functions into one buffer, which is
 * written out in large pieces. */
#include "trace_record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <async/error.h>

#include "clock.h"
#include "task.h"

#define HELD_UP_NS NS_PER_MS /* longer than a write takes that need not wait */

/* The program goes on untraced. That a viewer has left needs no words. */
static void lose(struct trace *trace, int err)
{
    trace->is_lost = true;
    if (err != EPIPE)
        fprintf(stderr, "async: the trace is cut short: cannot write it: %s\n", strerror(err));
}

void record_flush(struct trace *trace)
{
    size_t done = 0;
    while (done < trace->len && !trace->is_lost) {
        ssize_t n = write(trace->fd, trace->buffer + done, trace->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            lose(trace, errno);
        else
            done += (size_t)n;
    }
    trace->len = 0;
}

static void put_bytes(struct trace *trace, const char *bytes, size_t len_bytes)
{
    if (trace->len + len_bytes > TRACE_BUFFER_BYTES)
        record_flush(trace);
    memcpy(trace->buffer + trace->len, bytes, len_bytes);
    trace->len += len_bytes;
}

void record_put(struct trace *trace, const char *text)
{
    put_bytes(trace, text, strlen(text));
}

void record_put_uint(struct trace *trace, uint64_t value)
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
        record_put(trace, "-");
    record_put_uint(trace, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* Milliseconds, with the microseconds behind the point where there are any. */
void record_put_ms(struct trace *trace, int64_t ns)
{
    int64_t us = ns / NS_PER_US;
    if (us < 0)
        record_put(trace, "-");
    uint64_t value = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    record_put_uint(trace, value / 1000);
    if (value % 1000) {
        char fraction[5];
        snprintf(fraction, sizeof(fraction), ".%03u", (unsigned)(value % 1000));
        record_put(trace, fraction);
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
void record_put_string(struct trace *trace, const char *text, size_t len_bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + (len_bytes < TRACE_MAX_TEXT ? len_bytes : TRACE_MAX_TEXT);
    record_put(trace, "\"");
    while (at < end) {
        size_t len = utf8_len(at, (size_t)(end - at));
        char escape[8];
        if (!len) {
            record_put(trace, "\\ufffd");
            at++;
            continue;
        }
        if (*at == '\n') {
            record_put(trace, "\\n");
        } else if (*at < 0x20 || *at == 0x7f) {
            snprintf(escape, sizeof(escape), "\\u%04x", *at);
            record_put(trace, escape);
        } else {
            if (*at == '"' || *at == '\\')
                record_put(trace, "\\");
            put_bytes(trace, (const char *)at, len);
        }
        at += len;
    }
    record_put(trace, "\"");
}

void record_field(struct trace *trace, const char *name)
{
    record_put(trace, ",\"");
    record_put(trace, name);
    record_put(trace, "\":");
}

void record_int(struct trace *trace, const char *name, int64_t value)
{
    record_field(trace, name);
    put_int(trace, value);
}

void record_string(struct trace *trace, const char *name, const char *text)
{
    if (!text)
        return;
    record_field(trace, name);
    record_put_string(trace, text, strlen(text));
}

void record_id(struct trace *trace, const char *name, uint32_t id)
{
    if (id)
        record_int(trace, name, id);
}

void record_begin(struct async_loop *loop, const char *event)
{
    struct trace *trace = loop->trace;
    if (trace->len > TRACE_BUFFER_BYTES - 2 * TRACE_MAX_RECORD - TRACE_MAX_TEXT * 6)
        record_flush(trace);
    record_put(trace, "{\"ev\":\"");
    record_put(trace, event);
    record_put(trace, "\",\"tick\":");
    record_put_uint(trace, loop->tick);
    record_put(trace, ",\"t\":");
    record_put_ms(trace, loop->now_ns);
}

/* Somebody who watches sees the last thing a program did before it crashed or hung. While they
 * do not look, the program cannot go on: then its clock stands still as if it was paused, or
 * their time would count as that of the task. */
static void show(struct async_loop *loop)
{
    int64_t began_ns = clock_monotonic_ns();
    record_flush(loop->trace);
    int64_t held_ns = clock_monotonic_ns() - began_ns;
    if (held_ns >= HELD_UP_NS)
        loop->epoch_ns += held_ns;
}

void record_end(struct async_loop *loop)
{
    record_put(loop->trace, "}\n");
    if (loop->trace->is_eager)
        show(loop);
}

void record_by(struct async_loop *loop)
{
    record_id(loop->trace, "by", loop->current ? loop->current->future.id : 0);
}

void record_error(struct trace *trace, int code, const struct async_error *error)
{
    record_int(trace, "err", code);
    record_string(trace, "error", async_error_name(code));
    if (error && error->message && *error->message)
        record_string(trace, "msg", error->message);
}
