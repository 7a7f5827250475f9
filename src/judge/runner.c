#include "judge/runner.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <async.h>

#include "base/siphash.h"

enum { SAID_BYTES = 16 * 1024 };

#define MB ((uint64_t)1024 * 1024)

/* ---- Starting ---- */

static const char *const plain_env[] = {
    "ASYNC_TRACE=4", "ASYNC_TRACE_FLUSH=1", "ASYNC_OUTPUT=trace", "LC_ALL=C.UTF-8", NULL,
};

/* Its own reports about leaks come too late to be told from the runtime's. */
static const char *const sanitized_env[] = {
    "ASAN_OPTIONS=detect_leaks=0:exitcode=99:allocator_may_return_null=1:"
    "detect_stack_use_after_return=0:abort_on_error=0:handle_abort=0",
    "UBSAN_OPTIONS=print_stacktrace=1:exitcode=99",
    "LC_ALL=C.UTF-8",
    NULL,
};

static int memory_file(const char *name)
{
    int file = memfd_create(name, MFD_CLOEXEC);
    if (file >= 0)
        fcntl(file, F_SETFL, O_APPEND); /* the host's children share it, one after the other */
    return file;
}

static int open_channels(struct runner *runner, int *ret_theirs)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
        return -1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    runner->socket = ends[0];
    *ret_theirs = ends[1];
    runner->trace = memory_file("trace");
    runner->said = memory_file("output");
    return runner->trace < 0 || runner->said < 0 ? -1 : 0;
}

static int start_host(struct runner *runner, const struct runner_request *request, int theirs,
                      struct diag *diag)
{
    struct jail jail;
    jail_init_program(&jail, request->sandbox, request->scratch, request->is_sanitized,
                      (uint64_t)request->limits->output_mb * MB);
    int err =
        child_start(&runner->host,
                    &(struct child_request){
                        .argv = (const char *const[]){ request->host, request->object, NULL },
                        .env = request->is_sanitized ? sanitized_env : plain_env,
                        .dir = request->scratch,
                        .fds =
                            (struct child_fd[]){
                                { runner->said, STDOUT_FILENO },
                                { runner->said, STDERR_FILENO },
                                { theirs, HOST_JUDGE_FD },
                                { runner->trace, HOST_TRACE_FD },
                            },
                        .n_fds = 4,
                        .prepare = jail_enter,
                        .prepare_arg = &jail,
                    },
                    diag);
    jail_finish(&jail);
    return err;
}

static int fault(struct diag *diag, const char *what)
{
    diag_set(diag, NULL, 0, 0, "%s: %s", what, strerror(errno));
    return -1;
}

/* What is sent is small and waits in the socket's buffer. */
static int send_all(struct runner *runner, const void *bytes, size_t len_bytes)
{
    return send(runner->socket, bytes, len_bytes, MSG_NOSIGNAL) == (ssize_t)len_bytes ? 0 : -1;
}

static int greet(struct runner *runner, const struct runner_request *request)
{
    const struct limits *limits = request->limits;
    if (getrandom(runner->key, sizeof(runner->key), 0) != sizeof(runner->key))
        return -1;
    const struct host_hello hello = {
        .key = { runner->key[0], runner->key[1] },
        .stack_bytes = (uint64_t)limits->stack_kb * 1024,
        .max_ticks = (uint64_t)limits->ticks,
        /* Sanitizers reserve more address space than there is memory. */
        .memory_bytes = request->is_sanitized ? 0 : (uint64_t)limits->memory_mb * MB,
        .cpu_s = (uint64_t)limits->cpu_s * (request->is_sanitized ? 4 : 1),
        .filter_len = request->sandbox->filter_len,
    };
    if (send_all(runner, &hello, sizeof(hello)))
        return -1;
    return send_all(runner, request->sandbox->filter,
                    request->sandbox->filter_len * sizeof(*request->sandbox->filter));
}

static void close_channels(struct runner *runner)
{
    child_close(runner->socket);
    child_close(runner->trace);
    child_close(runner->said);
}

int runner_start(struct runner *runner, const struct runner_request *request, struct diag *diag)
{
    int theirs = -1;
    *runner = (struct runner){ .socket = -1, .trace = -1, .said = -1 };
    runner->wall_ms = request->limits->wall_s * 1000;
    int err = open_channels(runner, &theirs);
    if (err)
        fault(diag, "no channels to the program under judgement");
    if (!err)
        err = start_host(runner, request, theirs, diag);
    child_close(theirs);
    if (err) {
        close_channels(runner);
        return -1;
    }
    if (greet(runner, request)) {
        fault(diag, "the program under judgement does not answer");
        runner_finish(runner);
        return -1;
    }
    return 0;
}

void runner_finish(struct runner *runner)
{
    child_finish(&runner->host);
    close_channels(runner);
}

/* ---- A run ---- */

/* Moves what is in the file, or its beginning, to `text`. */
static int take_file(int file, size_t cap_bytes, struct buf *text)
{
    struct stat info;
    if (fstat(file, &info))
        return -1;
    size_t len_bytes = (size_t)info.st_size < cap_bytes ? (size_t)info.st_size : cap_bytes;
    if (len_bytes) {
        void *bytes = mmap(NULL, len_bytes, PROT_READ, MAP_SHARED, file, 0);
        if (bytes == MAP_FAILED)
            return -1;
        buf_add(text, bytes, len_bytes);
        munmap(bytes, len_bytes);
    }
    return ftruncate(file, 0);
}

/* Takes the last record off, which should be the seal, and compares. */
static void check_seal(const struct runner *runner, struct run *run)
{
    static const char begins[] =
        "{\"ev\":\"note\",\"tick\":0,\"t\":0,\"op\":\"seal\",\"value\":";
    struct buf *trace = &run->trace;
    size_t at = trace->len;
    while (at > 1 && trace->data[at - 2] != '\n')
        at--;
    at = at ? at - 1 : 0;
    if (trace->len - at < sizeof(begins) ||
        memcmp(trace->data + at, begins, sizeof(begins) - 1))
        return;
    struct siphash hash;
    siphash_init(&hash, runner->key);
    siphash_add(&hash, trace->data, at);
    int64_t seal = strtoll(trace->data + at + sizeof(begins) - 1, NULL, 10);
    run->is_sealed = seal == (int64_t)siphash_value(&hash);
    run->is_forged = !run->is_sealed;
    buf_truncate(trace, at);
}

/* The host answers when its child is gone. */
static int await_report(struct runner *runner, struct host_report *ret_report)
{
    struct async_timeout limit;
    int err = async_timeout_enter(&limit, runner->wall_ms);
    if (!err)
        err = async_wait_readable(runner->socket);
    err = async_timeout_exit(&limit, err);
    if (err)
        return err;
    ssize_t n = read(runner->socket, ret_report, sizeof(*ret_report));
    return n == sizeof(*ret_report) ? 0 : -EPIPE;
}

static int send_schedules(struct runner *runner, const struct host_schedule *const schedules[],
                          size_t count)
{
    const uint64_t wire_count = count;
    int err = send_all(runner, &wire_count, sizeof(wire_count));
    for (size_t i = 0; i < count && !err; i++)
        err = send_all(runner, schedules[i], sizeof(*schedules[i]));
    return err;
}

int runner_run(struct runner *runner, const struct host_schedule *const schedules[],
               size_t count, struct run *ret_run, struct diag *diag)
{
    struct host_report report = { 0 };
    struct run run = { 0 };
    if (send_schedules(runner, schedules, count))
        return fault(diag, "the program under judgement is gone");
    int err = await_report(runner, &report);
    run.is_timed_out = err == ASYNC_ETIMEDOUT;
    if (run.is_timed_out)
        child_kill(&runner->host);
    if (err == ASYNC_ECANCELED)
        return err;
    if (err && !run.is_timed_out) {
        diag_set(diag, NULL, 0, 0, "the program under judgement does not answer: %s",
                 async_strerror(err));
        return -1;
    }
    bool is_plausible = report.begun > 0 && report.begun <= (int64_t)count;
    run.begun = is_plausible ? (size_t)report.begun : 1; /* else it ended before its first */
    run.status = (int)report.status;
    run.is_guarded = report.is_guarded;
    run.memory_failed = report.memory_failed;
    run.cpu_us = report.cpu_us;
    if (take_file(runner->trace, SIZE_MAX, &run.trace) ||
        take_file(runner->said, SAID_BYTES, &run.said)) {
        run_finish(&run);
        return fault(diag, "cannot read the trace");
    }
    check_seal(runner, &run);
    *ret_run = run;
    return 0;
}

void run_finish(struct run *run)
{
    buf_finish(&run->trace);
    buf_finish(&run->said);
}
