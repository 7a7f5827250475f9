/* The life of a child: pipes made and the program started; its end is seen by a pidfd,
 * which gets readable, and told to all who wait. A child that is let go of before that is
 * killed.
 *
 * Where there are no pidfds (before Linux 5.3, or in a sandbox) SIGCHLD says that some child
 * has ended, and each who waits looks whether it was theirs. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async/error.h>

#include "poll.h"
#include "signals.h"

/* ---- Pipes ---- */

/* Closed when the child has started. */
struct pipes {
    int ours[3], theirs[3]; /* -1: none */
};

/* Out of the way of the three numbers that the child is to have. */
static int above_standard(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int higher = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return higher;
}

/* A socket pair for stdin: writing to a pipe without a reader would be a signal. */
static int make_pipe(struct pipes *pipes, int which)
{
    int ends[2];
    bool is_input = which == STDIN_FILENO;
    if (is_input ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)
                 : pipe2(ends, O_CLOEXEC))
        return -errno;
    pipes->ours[which] = above_standard(ends[0]);
    pipes->theirs[which] = above_standard(ends[1]);
    return pipes->ours[which] < 0 || pipes->theirs[which] < 0 ? -EMFILE : 0;
}

static int make_pipes(struct pipes *pipes, const struct async_process_options *options)
{
    const enum async_process_end ends[3] = { options->in, options->out, options->err };
    int err = 0;
    for (int i = 0; i < 3 && !err; i++) {
        if (ends[i] == ASYNC_PROCESS_PIPE)
            err = make_pipe(pipes, i);
        else if (ends[i] == ASYNC_PROCESS_INHERIT)
            pipes->theirs[i] = i;
    }
    if (ends[STDERR_FILENO] == ASYNC_PROCESS_STDOUT)
        pipes->theirs[STDERR_FILENO] = pipes->theirs[STDOUT_FILENO];
    return err;
}

static void close_ends(const int ends[3])
{
    for (int i = 0; i < 3; i++)
        if (ends[i] > STDERR_FILENO && (i != STDERR_FILENO || ends[i] != ends[STDOUT_FILENO]))
            close(ends[i]);
}

/* Makes streams of our ends, which they take over. */
static int open_streams(struct async_process *process, struct pipes *pipes)
{
    for (int i = 0; i < 3; i++) {
        if (pipes->ours[i] < 0)
            continue;
        int err = async_stream_open(pipes->ours[i], &process->streams[i]);
        if (err)
            return err;
        pipes->ours[i] = -1;
    }
    return 0;
}

/* ---- The beginning ---- */

static void release(struct async_process *process)
{
    if (!--process->refs)
        free(process);
}

static void on_end(void *arg, int events);

/* Sees to it that we learn of the child's end. */
static int watch(struct async_process *process)
{
    struct async_loop *loop = loop_current();
    process->pidfd = (int)syscall(SYS_pidfd_open, process->pid, 0);
    if (process->pidfd < 0)
        return errno == ENOSYS || errno == EPERM ? signals_take(loop, SIGCHLD) : -errno;
    process->watch = poll_watch_create(loop, process->pidfd, on_end, process);
    return process->watch ? 0 : ASYNC_ENOMEM;
}

static int start(struct async_process *process, const char *const *argv,
                 const struct async_process_options *options, const int theirs[3])
{
    if (!argv[0])
        return async_raise(ASYNC_EVALUE, "no program is named");
    int err = spawn(argv, options, theirs, &process->pid);
    if (err) {
        process->pid = 0;
        return async_raise(err, "cannot run %s: %s", argv[0], async_strerror(err));
    }
    return watch(process);
}

int async_process_start(const char *const *argv, const struct async_process_options *options,
                        struct async_process **ret_process)
{
    const struct async_process_options inherit = { 0 };
    if (!loop_current())
        return ASYNC_ERUNTIME;
    if (!options)
        options = &inherit;
    struct async_process *process = calloc(1, sizeof(*process));
    if (!process)
        return async_raise(ASYNC_ENOMEM, "out of memory for a process");
    process->refs = 1;
    process->pidfd = -1;
    process->has_own_group = options->has_own_group;
    struct pipes pipes = { { -1, -1, -1 }, { -1, -1, -1 } };
    int err = make_pipes(&pipes, options);
    if (!err)
        err = open_streams(process, &pipes);
    if (!err)
        err = start(process, argv, options, pipes.theirs);
    close_ends(pipes.ours);
    close_ends(pipes.theirs);
    if (err) {
        async_process_destroy(process);
        return err;
    }
    *ret_process = process;
    return 0;
}

/* ---- The end ---- */

static void reap(struct async_process *process, int flags)
{
    int status;
    pid_t pid;
    do
        pid = waitpid(process->pid, &status, flags);
    while (pid < 0 && errno == EINTR);
    if (pid == 0)
        return;
    process->has_ended = true;
    process->code = pid < 0               ? 255 /* somebody else has reaped it */
                    : WIFSIGNALED(status) ? -WTERMSIG(status)
                                          : WEXITSTATUS(status);
    poll_watch_destroy(process->watch);
    process->watch = NULL;
    waiters_wake(&process->waiters, SIZE_MAX);
}

static void on_end(void *arg, int events)
{
    struct async_process *process = arg;
    if (events == POLL_REFUSED) {
        process->n_refused++;
        waiters_wake(&process->waiters, SIZE_MAX);
        return;
    }
    reap(process, WNOHANG);
}

static int wait_for_pidfd(struct async_process *process, struct async_task *task,
                          const char *site)
{
    const struct wait_reason reason = {
        .kind = "process",
        .id = (uint32_t)process->pid,
        .until_ns = TIMER_NEVER,
    };
    int err = 0;
    while (!err && !process->has_ended) {
        struct async_waiter waiter;
        unsigned n_refused = process->n_refused;
        poll_watch_set(process->watch, POLL_READABLE);
        err = waiters_wait(&process->waiters, &waiter, task, &reason, site);
        if (!err && n_refused != process->n_refused)
            err = ASYNC_ENOMEM;
    }
    if (!process->has_ended && !process->waiters.first)
        poll_watch_set(process->watch, 0);
    return err;
}

/* Looks first: what has told of the end may have come when nobody waited. */
static int wait_for_sigchld(struct async_process *process, const char *site)
{
    int err = 0;
    while (!err && !process->has_ended) {
        reap(process, WNOHANG);
        if (!process->has_ended)
            err = (async_signal_wait)(SIGCHLD, site);
    }
    return err;
}

int(async_process_wait)(struct async_process *process, int *ret_code, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    process->refs++;
    int err =
        process->watch ? wait_for_pidfd(process, task, site) : wait_for_sigchld(process, site);
    if (!err && ret_code)
        *ret_code = process->code;
    release(process);
    return err;
}

int async_process_send_signal(struct async_process *process, int number)
{
    if (process->has_ended)
        return async_raise(-ESRCH, "process %d has ended", (int)process->pid);
    return kill(process->has_own_group ? -process->pid : process->pid, number) ? -errno : 0;
}

void async_process_kill(struct async_process *process)
{
    if (!process->has_ended && async_process_send_signal(process, SIGKILL))
        return; /* it has ended, and nobody has noticed yet */
}

void async_process_destroy(struct async_process *process)
{
    if (!process)
        return;
    if (process->pid && !process->has_ended) {
        async_process_kill(process);
        reap(process, 0);
    }
    for (int i = 0; i < 3; i++)
        async_stream_destroy(process->streams[i]);
    if (process->pidfd >= 0)
        close(process->pidfd);
    release(process);
}

/* ---- Questions ---- */

struct async_stream *async_process_stdin(const struct async_process *process)
{
    return process->streams[STDIN_FILENO];
}

struct async_stream *async_process_stdout(const struct async_process *process)
{
    return process->streams[STDOUT_FILENO];
}

struct async_stream *async_process_stderr(const struct async_process *process)
{
    return process->streams[STDERR_FILENO];
}

int async_process_pid(const struct async_process *process)
{
    return (int)process->pid;
}
