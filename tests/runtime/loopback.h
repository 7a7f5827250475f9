/* What the tests of input and output share: a record of what happened, and a loop that must not
 * leave a descriptor behind. */
#ifndef TESTS_LOOPBACK_H
#define TESTS_LOOPBACK_H

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"

#include <async.h>

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

/* What happened, a line each. A failed assertion would jump out of the coroutine: the case
 * looks at this afterwards. */
static char said[8192];

__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...)
{
    size_t len = strlen(said);
    va_list args;
    va_start(args, format);
    vsnprintf(said + len, sizeof(said) - len, format, args);
    va_end(args);
    len = strlen(said);
    snprintf(said + len, sizeof(said) - len, "\n");
}

static inline size_t count_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    size_t n = 0;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

static inline void note_report(const struct async_report *report, void *arg)
{
    say("report: %s", report->message);
}

static inline void run(enum async_clock clock, async_fn *fn)
{
    struct async_options options = { .clock = clock, .report = note_report };
    size_t before = count_descriptors();
    said[0] = '\0';
    assert_int_equal(async_run_with(&options, async_coro(fn, NULL), NULL), 0);
    assert_int_equal(count_descriptors(), before);
}

/* Time only passes when nothing happens: no case waits for a clock. */
static inline void run_virtual(async_fn *fn)
{
    run(ASYNC_CLOCK_VIRTUAL, fn);
}

/* Sends back what comes, until the end. */
static inline int serve_echo(struct async_stream *stream, void *arg)
{
    char bytes[4096];
    for (;;) {
        size_t len;
        int err = async_stream_read(stream, bytes, sizeof(bytes), &len);
        if (err || !len)
            return err;
        err = async_stream_write(stream, bytes, len);
        if (!err)
            err = async_stream_drain(stream);
        if (err)
            return err;
    }
}

/* Runs body(stream) with a stream connected to a server of its own that runs `handler`. */
static inline int with_server(async_handler_fn *handler, void *arg,
                              int (*body)(struct async_stream *stream), const char *name)
{
    struct async_server *server;
    struct async_stream *stream;
    int err = (async_server_start)("127.0.0.1", 0, handler, arg, &server, name, ASYNC_HERE);
    if (err)
        return err;
    err = async_stream_connect("127.0.0.1", async_server_port(server), &stream);
    if (!err) {
        err = body(stream);
        async_stream_destroy(stream);
    }
    async_server_close(server);
    if (!err)
        err = async_server_wait_closed(server);
    async_server_destroy(server);
    return err;
}
#define with_server(handler, arg, body) with_server((handler), (arg), (body), #handler)

#endif
