/* A loop on the virtual clock, tasks on it, and what its trace says about them.
 *
 *     spawn("a", hold_10ms, NULL);
 *     struct async_task *b = spawn("b", hold_10ms, NULL);
 *     cancel_at_ms(b, 5);
 *     expect_trace("[   0] a waits: sleep\n"
 *                  "[   0] b waits: semaphore\n"
 *                  "[   5] b cancelled\n"
 *                  "[  10] a done\n");
 *
 * A line is the time, the task, and what happened: it waits (on what, held by whom), yields,
 * says something, or is done, cancelled, or failed. Warnings of the loop are lines too. */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <async.h>

#include "check.h"

#define MAX_TASKS     16
#define MAX_TASK_ID   512
#define MAX_NAME      24
#define MAX_TRACE     65536
#define UNUSED_HELPER __attribute__((unused))

static struct bench {
    struct async_loop *loop;
    int fd; /* of the trace */
    size_t n_tasks, n_cancels;
    struct async_task *tasks[MAX_TASKS];
    struct async_handle cancels[MAX_TASKS];
    char names[MAX_TASK_ID][MAX_NAME];
    char told[MAX_TRACE]; /* the trace, in our words */
} bench;

/* The trace says it; standard error need not. */
static void ignore_report(const struct async_report *report, void *arg)
{
}

static int begin(void **state)
{
    memset(&bench, 0, sizeof(bench));
    bench.fd = memfd_create("trace", 0);
    char number[16];
    snprintf(number, sizeof(number), "%d", bench.fd);
    setenv("ASYNC_TRACE", number, 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    const struct async_options options = {
        .clock = ASYNC_CLOCK_VIRTUAL,
        .max_ticks = 1000,
        .report = ignore_report,
    };
    return async_loop_create(&options, &bench.loop);
}

static int end(void **state)
{
    async_loop_destroy(bench.loop);
    for (size_t i = 0; i < bench.n_tasks; i++)
        async_task_release(bench.tasks[i]);
    close(bench.fd);
    return 0;
}

/* A test case with a loop of its own. */
#define CASE(sentence) cmocka_unit_test_setup_teardown(sentence, begin, end)

UNUSED_HELPER static struct async_task *spawn(const char *name, async_fn *fn, void *arg)
{
    struct async_task *task = async_create_task(async_coro(fn, arg));
    async_task_set_name(task, name);
    bench.tasks[bench.n_tasks++] = task;
    return task;
}

static void cancel_task(void *arg)
{
    async_task_cancel(arg, NULL);
}

UNUSED_HELPER static void cancel_at_ms(struct async_task *task, int64_t when_ms)
{
    struct async_handle *handle = &bench.cancels[bench.n_cancels++];
    assert_int_equal(async_call_at(handle, when_ms, cancel_task, task), 0);
}

/* Runs fn(arg) as a program that nobody watches: on the real clock, instead of the case's loop.
 */
UNUSED_HELPER static int run_unwatched(async_fn *fn, void *arg)
{
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    unsetenv("ASYNC_TRACE");
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL, .report = ignore_report };
    return async_run_with(&options, async_coro(fn, arg), NULL);
}

/* ---- From records to lines ---- */

static const char *find_field(const char *record, const char *name)
{
    char key[32];
    snprintf(key, sizeof(key), "\"%s\":", name);
    const char *at = strstr(record, key);
    return at ? at + strlen(key) : NULL;
}

static long number_of(const char *record, const char *name)
{
    const char *at = find_field(record, name);
    return at ? strtol(at, NULL, 10) : 0;
}

/* "" if there is none. A line's end in it is left out. */
static void text_of(const char *record, const char *name, char *out, size_t cap)
{
    const char *at = find_field(record, name);
    size_t n = 0;
    for (at = at && *at == '"' ? at + 1 : ""; *at && *at != '"' && n + 1 < cap; at++) {
        if (at[0] == '\\' && at[1] == 'n')
            at++;
        else
            out[n++] = *at;
    }
    out[n] = '\0';
}

static const char *name_of(long id)
{
    return id ? bench.names[id % MAX_TASK_ID] : "loop";
}

__attribute__((format(printf, 2, 3))) static void tell(const char *record, const char *format,
                                                       ...)
{
    size_t len = strlen(bench.told);
    va_list args;
    va_start(args, format);
    len +=
        (size_t)snprintf(bench.told + len, MAX_TRACE - len, "[%4ld] ", number_of(record, "t"));
    len += (size_t)vsnprintf(bench.told + len, MAX_TRACE - len, format, args);
    snprintf(bench.told + len, MAX_TRACE - len, "\n");
    va_end(args);
}

static void tell_record(const char *record)
{
    char event[32], text[256];
    long id = number_of(record, "task");
    long holder = number_of(record, "holder");
    text_of(record, "ev", event, sizeof(event));
    if (!strcmp(event, "task") || !strcmp(event, "name")) {
        text_of(record, "name", bench.names[id % MAX_TASK_ID], MAX_NAME);
    } else if (!strcmp(event, "wait")) {
        text_of(record, "on", text, sizeof(text));
        tell(record, "%s waits: %s%s%s", name_of(id), text, holder ? " held by " : "",
             holder ? name_of(holder) : "");
    } else if (!strcmp(event, "yield")) {
        tell(record, "%s yields", name_of(id));
    } else if (!strcmp(event, "output")) {
        text_of(record, "text", text, sizeof(text));
        tell(record, "%s: %s", name_of(id), text);
    } else if (!strcmp(event, "warning")) {
        text_of(record, "kind", text, sizeof(text));
        tell(record, "warning: %s", text);
    } else if (!strcmp(event, "done")) {
        text_of(record, "error", text, sizeof(text));
        bool is_cancelled = strstr(record, "\"how\":\"cancelled\"");
        tell(record, "%s %s%s", name_of(id),
             is_cancelled ? "cancelled" : (*text ? "failed: " : "done"),
             is_cancelled ? "" : text);
    }
}

static void tell_trace(void)
{
    off_t size = lseek(bench.fd, 0, SEEK_END);
    char *text = calloc(1, (size_t)size + 1);
    assert_int_equal(pread(bench.fd, text, (size_t)size, 0), size);
    char *rest = text;
    for (char *record; (record = strsep(&rest, "\n"));)
        tell_record(record);
    free(text);
}

/* Runs the loop until the tasks are done, or nobody can go on. */
UNUSED_HELPER static int run_tasks(void)
{
    struct async_future *all = async_gather_create(bench.tasks, bench.n_tasks, true, "all");
    int err = async_loop_run_until_complete(bench.loop, all);
    async_future_release(all);
    return err;
}

/* Runs the tasks, ends the loop, and compares. */
UNUSED_HELPER static void expect_trace(const char *expected)
{
    int err = run_tasks();
    assert_true(!err || err == ASYNC_EDEADLOCK);
    async_loop_destroy(bench.loop);
    bench.loop = NULL;
    tell_trace();
    assert_string_equal(bench.told, expected);
}

/* ---- Bodies ---- */

/* A line of the trace. */
UNUSED_HELPER static void say(const char *text)
{
    printf("%s\n", text);
}

#endif
