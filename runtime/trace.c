/* Where the trace goes, from the loop's beginning to its end. What is buffered is written when
 * the buffer is full, before the loop waits, and at the end. With a control descriptor somebody
 * is watching: then after every record. */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "current.h"
#include "output.h"
#include "trace_record.h"

#define TRACE_VERSION 1

/* One process at a time: the records of two would be taken for those of one loop. This kind of
 * lock ends with the process and is not inherited by a fork. Devices keep nothing. */
static bool claim(int fd)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct stat info;
    if (fstat(fd, &info) || !(S_ISREG(info.st_mode) || S_ISFIFO(info.st_mode)))
        return true;
    if (!fcntl(fd, F_SETLK, &lock) || (errno != EAGAIN && errno != EACCES))
        return true;
    errno = EBUSY;
    return false;
}

/* A loop that follows another one of the process goes on in its file; else that is emptied.
 * False: it cannot be. */
static bool begin_file(int fd)
{
    struct stat info;
    if (fstat(fd, &info) || !S_ISREG(info.st_mode))
        return true;
    uint64_t file = ((uint64_t)info.st_dev << 48) ^ info.st_ino;
    return traced_file_is_same(file) || !ftruncate(fd, 0);
}

static int file_open(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0 || (claim(fd) && begin_file(fd)))
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
        return fcntl((int)fd, F_GETFD) < 0 || !claim((int)fd) ? -1 : (int)fd;
    return file_open(where);
}

/* A program that leaves through exit() still has its last records written. */
static void close_at_exit(void)
{
    struct async_loop *loop = loop_current();
    if (loop && loop->trace)
        trace_close(loop);
}

/* NULL, and why on stderr: there is none to be had. */
static struct trace *trace_create(const char *where)
{
    bool is_ours;
    if (!traced_loop_begins()) {
        fprintf(stderr,
                "async: a loop is not traced: another one of this process is, meanwhile\n");
        return NULL;
    }
    int fd = stream_open(where, &is_ours);
    struct trace *trace = fd < 0 ? NULL : calloc(1, sizeof(*trace));
    if (!trace) {
        fprintf(stderr, "async: cannot trace to '%s': %s\n", where,
                errno == EBUSY ? "another process does" : strerror(errno));
        traced_loop_ends();
        return NULL;
    }
    trace->fd = fd;
    trace->is_ours = is_ours;
    trace->control = control_open();
    trace->is_eager = trace->control || getenv("ASYNC_TRACE_FLUSH");
    return trace;
}

void trace_open(struct async_loop *loop)
{
    const char *where = getenv("ASYNC_TRACE");
    bool is_asked_for = LOOP_CAN_BE_WATCHED && where && *where;
    struct trace *trace = is_asked_for ? trace_create(where) : NULL;
    if (!trace)
        return;
    loop->trace = trace;
    loop->is_careful = true;
    loop->is_watched = true;
    signal(SIGPIPE, SIG_IGN); /* a viewer may leave before the program does */
    atexit(close_at_exit);
    record_begin(loop, "trace");
    record_int(trace, "version", TRACE_VERSION);
    record_string(trace, "program", program_invocation_short_name);
    record_int(trace, "pid", getpid());
    record_string(trace, "clock", loop->options.clock == ASYNC_CLOCK_REAL ? "real" : "virtual");
    record_end(loop);
    output_capture(loop);
}

static void trace_destroy(struct trace *trace)
{
    control_close(trace->control);
    if (trace->is_ours)
        close(trace->fd);
    free(trace);
    traced_loop_ends();
}

void trace_close(struct async_loop *loop)
{
    struct trace *trace = loop->trace;
    if (!trace)
        return;
    output_release(loop);
    record_begin(loop, "end");
    record_end(loop);
    record_flush(trace);
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
    record_flush(loop->trace);
}

void trace_control(struct async_loop *loop)
{
    if (!loop->trace->control)
        return;
    record_flush(loop->trace);
    loop->epoch_ns += control_obey(loop->trace->control);
}
