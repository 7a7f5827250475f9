/* The host: a process that runs a learner's function under one schedule after another.
 *
 * It never runs the learner's code itself. For each schedule it forks a child, which puts up
 * its walls, loads the learner's object, runs the function once and leaves; so nothing survives
 * from one schedule to the next, and what the judge hears about the end of a child comes from
 * here. Under a sanitizer, where a fork is dear, a child goes on with further schedules as long
 * as it lives; the object's own data are as fresh each time. */
#include <errno.h>
#include <linux/filter.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/host/drive.h"
#include "judge/host/guard.h"
#include "judge/host/harness.h"
#include "judge/host/memory.h"
#include "judge/host/object.h"
#include "judge/host/protocol.h"
#include "judge/host/real.h"
#include "judge/host/schedule.h"
#include "judge/host/seal.h"

struct host {
    const char *object; /* the learner's, a shared object */
    struct host_hello hello;
    struct host_schedule schedules[HOST_MAX_SCHEDULES]; /* to be run next */
    size_t schedule_count;
    struct sock_filter *filter;
    struct host_report *report; /* shared with the children, who fill in a part */
};

/* ---- In the child ---- */

/* All reports are in the trace. */
static void ignore_report(const struct async_report *report, void *arg)
{
}

static void drive_once(const struct host *host, void *function)
{
    int returned;
    const struct async_options options = {
        .clock = ASYNC_CLOCK_VIRTUAL,
        .stack_bytes = host->hello.stack_bytes,
        .max_ticks = host->hello.max_ticks,
        .slow_ms = 1, /* virtual time moves within a step only where the loop is held */
        .report = ignore_report,
    };
    (void)drive(&options, function, &returned); /* how it went is in the trace */
}

/* What a first run keeps may be there for good reason (a buffer of the C library's); what every
 * run keeps is lost. */
static void note_memory(const struct host *host, void *function, int64_t before)
{
    if (memory_live_bytes() <= before)
        return;
    unsetenv("ASYNC_TRACE");
    before = memory_live_bytes();
    drive_once(host, function);
    if (memory_live_bytes() > before)
        seal_note(HOST_NOTE_MEMORY, memory_live_bytes() - before);
}

static void run_schedule(const struct host *host, void *function,
                         const struct host_schedule *schedule)
{
    schedule_set(schedule);
    host->report->begun++;
    int64_t before = memory_live_bytes();
    drive_once(host, function);
    note_memory(host, function, before);
}

static _Noreturn void run_child(const struct host *host)
{
    close(HOST_JUDGE_FD);
    memory_begin(&host->report->memory_failed);
    seal_begin(host->hello.key);
    if (guard_enter(&host->hello, host->filter))
        _exit(1);
    host->report->is_guarded = 1;
    object_load(host->object);
    void *function = harness_symbol(harness.symbol);
    run_schedule(host, function, &host->schedules[0]);
    for (size_t i = 1; i < host->schedule_count && object_renew(); i++)
        run_schedule(host, function, &host->schedules[i]);
    seal_close();
    _exit(0);
}

/* ---- In the host ---- */

static int64_t us_of(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* Returns 0, or -1 if there can be no child. */
static int run_schedules(const struct host *host)
{
    int status;
    struct rusage usage;
    *host->report = (struct host_report){ 0 };
    pid_t pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0)
        run_child(host);
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    host->report->status = status;
    host->report->cpu_us = us_of(usage.ru_utime) + us_of(usage.ru_stime);
    return 0;
}

/* False at the end of what the judge has to say. */
static bool read_all(void *bytes, size_t len_bytes)
{
    char *at = bytes;
    while (len_bytes) {
        ssize_t n = read(HOST_JUDGE_FD, at, len_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len_bytes -= (size_t)n;
    }
    return true;
}

static bool greet(struct host *host)
{
    if (!read_all(&host->hello, sizeof(host->hello)))
        return false;
    size_t filter_bytes = host->hello.filter_len * sizeof(*host->filter);
    host->filter = malloc(filter_bytes + 1);
    host->report = mmap(NULL, sizeof(*host->report), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return host->filter && host->report != MAP_FAILED && read_all(host->filter, filter_bytes);
}

/* False at the end, or if it makes no sense. */
static bool read_schedules(struct host *host)
{
    uint64_t count;
    if (!read_all(&count, sizeof(count)) || !count || count > HOST_MAX_SCHEDULES)
        return false;
    host->schedule_count = count;
    return read_all(host->schedules, count * sizeof(host->schedules[0]));
}

int main(int argc, char *argv[])
{
    struct host host = { .object = argv[1] };
    if (argc > 2 && strcmp(argv[1], HOST_REAL) == 0)
        return real_run(argv[2], argv + 3);
    if (argc != 2 || !greet(&host))
        return 1;
    while (read_schedules(&host)) {
        if (run_schedules(&host) ||
            write(HOST_JUDGE_FD, host.report, sizeof(*host.report)) != sizeof(*host.report))
            return 1;
    }
    return 0;
}
