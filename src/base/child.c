/* Between fork and exec only async-signal-safe calls: the program may have threads. A failure
 * there reaches the parent as an errno on a pipe that the exec closes. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "base/groups.h"

/* ---- Its environment ---- */

static bool is_changed(const char *variable, const char *const changes[])
{
    size_t len = strcspn(variable, "=");
    for (; *changes; changes++) {
        if (strcspn(*changes, "=") == len && strncmp(*changes, variable, len) == 0)
            return true;
    }
    return false;
}

const char *const *child_env(struct arena *arena, const char *const changes[])
{
    size_t count = 0, change_count = 0;
    while (environ[count])
        count++;
    while (changes[change_count])
        change_count++;
    const char **env = arena_alloc(arena, (count + change_count + 1) * sizeof(*env));
    const char **end = env;
    for (size_t i = 0; i < count; i++) {
        if (!is_changed(environ[i], changes))
            *end++ = environ[i];
    }
    for (; *changes; changes++) {
        if (strchr(*changes, '='))
            *end++ = *changes;
    }
    return env;
}

/* ---- In the child ---- */

/* Moves a descriptor out of the way of all numbers that the child is to have. */
static int move_above(int fd, const struct child_request *request)
{
    int highest = STDERR_FILENO;
    for (size_t i = 0; i < request->n_fds; i++) {
        if (request->fds[i].theirs > highest)
            highest = request->fds[i].theirs;
    }
    return fcntl(fd, F_DUPFD_CLOEXEC, highest + 1);
}

static void close_on_exec_from(int first)
{
    if (syscall(SYS_close_range, first, UINT_MAX, 1 << 2 /* CLOSE_RANGE_CLOEXEC */) == 0)
        return;
    long limit = sysconf(_SC_OPEN_MAX);
    for (int fd = first; fd < limit; fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* `moved[i]` is where fds[i].ours was put aside. */
static int place_fds(const struct child_request *request, const int moved[], int null)
{
    close_on_exec_from(0);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (dup2(null, fd) < 0)
            return errno;
    }
    for (size_t i = 0; i < request->n_fds; i++) {
        if (dup2(moved[i], request->fds[i].theirs) < 0)
            return errno;
    }
    return 0;
}

static int open_fds(const struct child_request *request)
{
    int moved[request->n_fds + 1];
    for (size_t i = 0; i < request->n_fds; i++) {
        moved[i] = move_above(request->fds[i].ours, request);
        if (moved[i] < 0)
            return errno;
    }
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0)
        return errno;
    moved[request->n_fds] = move_above(null, request);
    if (moved[request->n_fds] < 0)
        return errno;
    return place_fds(request, moved, moved[request->n_fds]);
}

static void default_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

int child_end_with_parent(void *arg)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL) ? errno : 0;
}

/* Returns why it could not. */
static int become(const struct child_request *request)
{
    setsid();
    default_signals();
    if (request->dir && chdir(request->dir))
        return errno;
    int err = open_fds(request);
    if (!err && request->prepare)
        err = request->prepare(request->prepare_arg);
    if (err)
        return err;
    char *const *argv = (char *const *)request->argv;
    char *const *env = request->env ? (char *const *)request->env : environ;
    execvpe(argv[0], argv, env);
    return errno;
}

/* ---- Starting ---- */

static _Noreturn void run_child(const struct child_request *request, int report)
{
    report = move_above(report, request);
    int err = become(request);
    ssize_t n = write(report, &err, sizeof(err));
    _exit(n < 0 ? 126 : 127);
}

/* 0 when the exec went well. */
static int read_report(int report)
{
    int err = 0;
    ssize_t n;
    do
        n = read(report, &err, sizeof(err));
    while (n < 0 && errno == EINTR);
    return n == sizeof(err) ? err : 0;
}

static int fault(const struct child_request *request, int err, struct diag *diag)
{
    diag_set(diag, NULL, 0, 0, "cannot run %s: %s", request->argv[0], strerror(err));
    return -1;
}

int child_start(struct child *child, const struct child_request *request, struct diag *diag)
{
    int report[2];
    if (pipe2(report, O_CLOEXEC))
        return fault(request, errno, diag);
    pid_t pid = fork();
    if (pid == 0)
        run_child(request, report[1]);
    int err = pid < 0 ? errno : 0;
    close(report[1]);
    if (!err)
        err = read_report(report[0]);
    close(report[0]);
    int pidfd = err ? -1 : (int)syscall(SYS_pidfd_open, pid, 0);
    if (!err && pidfd < 0) {
        err = errno;
        kill(-pid, SIGKILL);
    }
    if (err) {
        if (pid > 0)
            waitpid(pid, NULL, 0);
        return fault(request, err, diag);
    }
    *child = (struct child){ .pid = pid, .pidfd = pidfd };
    groups_add(pid);
    return 0;
}

/* ---- Ending ---- */

static int64_t ms_of(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000 + time.tv_usec / 1000;
}

static void reap(struct child *child, struct child_end *ret_end)
{
    int status;
    struct rusage usage;
    groups_remove(child->pid);
    while (wait4(child->pid, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    child->pid = 0;
    *ret_end = (struct child_end){
        .code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .cpu_ms = ms_of(usage.ru_utime) + ms_of(usage.ru_stime),
    };
}

int child_wait(struct child *child, struct child_end *ret_end)
{
    int err = async_wait_readable(child->pidfd);
    if (err)
        return err;
    kill(-child->pid,
         SIGKILL); /* what it started and left; the group lives until it is reaped */
    reap(child, ret_end);
    return 0;
}

bool child_describe_end(const struct child_end *end, struct buf *out)
{
    const char *name = sigabbrev_np(end->signal);
    if (end->signal && name)
        buf_addf(out, " was killed by SIG%s (%s)", name, sigdescr_np(end->signal));
    else if (end->signal)
        buf_addf(out, " was killed by signal %d", end->signal);
    else if (end->code)
        buf_addf(out, " ended with exit status %d", end->code);
    return end->signal || end->code;
}

void child_kill(struct child *child)
{
    if (child->pid)
        kill(-child->pid, SIGKILL);
}

void child_finish(struct child *child)
{
    struct child_end end;
    child_kill(child);
    if (child->pid)
        reap(child, &end);
    child_close(child->pidfd);
    child->pidfd = -1;
}

/* ---- Its output ---- */

int child_pipe(int *ret_ours, int *ret_theirs)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return -errno;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *ret_ours = ends[0];
    *ret_theirs = ends[1];
    return 0;
}

int child_drain(int fd, struct buf *text, size_t cap_bytes, size_t *ret_total)
{
    char piece[16 * 1024];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, piece, sizeof(piece));
        if (n < 0 && errno == EAGAIN) {
            int err = async_wait_readable(fd);
            if (err)
                return err;
            continue;
        }
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            if (ret_total)
                *ret_total = total;
            return n < 0 ? -errno : 0;
        }
        size_t room = total < cap_bytes ? cap_bytes - total : 0;
        buf_add(text, piece, (size_t)n < room ? (size_t)n : room);
        total += (size_t)n;
    }
}

void child_close(int fd)
{
    if (fd < 0)
        return;
    async_io_forget(fd);
    close(fd);
}
