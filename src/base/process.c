/* The happy path: spawn; read its output until it ends; wait for the process. Whatever stops that
 * early (its time is over, the task is cancelled) kills the whole process group, which ends the rest. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"

/* ---- Starting ---- */

static const char *name_end(const char *assignment)
{
    return strchr(assignment, '=');
}

static bool is_overridden(const char *assignment, const char *const env[])
{
    size_t len = (size_t)(name_end(assignment) - assignment) + 1;
    for (size_t i = 0; env[i]; i++) {
        if (strncmp(env[i], assignment, len) == 0)
            return true;
    }
    return false;
}

/* Our environment with `env` in front. Owned array, borrowed entries. */
static char **join_environment(const char *const env[])
{
    size_t count = 0, cap = 0;
    char **joined = NULL;
    for (size_t i = 0; env[i]; i++) {
        joined = mem_grow(joined, &cap, count + 2, sizeof(*joined));
        joined[count++] = (char *)(uintptr_t)env[i];
    }
    for (size_t i = 0; environ[i]; i++) {
        joined = mem_grow(joined, &cap, count + 2, sizeof(*joined));
        if (!is_overridden(environ[i], env))
            joined[count++] = environ[i];
    }
    joined = mem_grow(joined, &cap, count + 1, sizeof(*joined));
    joined[count] = NULL;
    return joined;
}

/* In a process group of its own, so that what it starts can be killed with it. Returns 0 or an errno. */
static int spawn(const char *const argv[], const char *const env[], int out, pid_t *ret_pid)
{
    static const char *const nothing[] = { NULL };
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    char **environment = join_environment(env ? env : nothing);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP);
    int err = posix_spawnp(ret_pid, argv[0], &actions, &attr, (char *const *)(uintptr_t)argv,
                           environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    free(environment);
    return err;
}

/* ---- Waiting ---- */

/* Returns 0 at the end of the output, or an error of the wait. May suspend. */
static int read_output(int fd, struct buf *out)
{
    char chunk[16 * 1024];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof(chunk));
        if (got == 0)
            return 0;
        if (got > 0 && out->len < PROCESS_MAX_OUTPUT)
            buf_add(out, chunk, (size_t)got);
        if (got > 0 || errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return -errno;
        int err = async_wait_readable(fd);
        if (err)
            return err;
    }
}

/* Suspends until the process has ended, without reaping it. */
static int wait_end(pid_t pid)
{
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        return -errno;
    int err = async_wait_readable(fd);
    async_io_forget(fd);
    close(fd);
    return err;
}

static int wait_within(pid_t pid, int fd, int64_t timeout_ms, struct buf *out)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, timeout_ms);
    if (err)
        return err;
    err = read_output(fd, out);
    if (!err)
        err = wait_end(pid);
    return async_timeout_exit(&scope, err);
}

static int reap(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_run(const char *const argv[], const char *const env[], int64_t timeout_ms,
                struct process_end *ret_end, struct diag *diag)
{
    int ends[2];
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC)) {
        diag_set(diag, argv[0], 0, 0, "cannot be started: %s", strerror(errno));
        return -1;
    }
    int err = spawn(argv, env, ends[1], &pid);
    close(ends[1]);
    if (err) {
        close(ends[0]);
        diag_set(diag, argv[0], 0, 0, "cannot be started: %s", strerror(err));
        return -1;
    }
    struct process_end end = { 0 };
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    err = wait_within(pid, ends[0], timeout_ms, &end.out);
    if (err)
        kill(-pid, SIGKILL);
    end.code = reap(pid);
    end.timed_out = err == ASYNC_ETIMEDOUT;
    async_io_forget(ends[0]);
    close(ends[0]);
    if (err && !end.timed_out) {
        diag_set(diag, argv[0], 0, 0, "was stopped: %s", async_strerror(err));
        buf_finish(&end.out);
        return -1;
    }
    *ret_end = end;
    return 0;
}

bool process_exists(const char *command)
{
    char *name = mem_strndup(command, strcspn(command, " "));
    const char *path = strchr(name, '/') ? "" : getenv("PATH");
    char *dirs = mem_strdup(path ? path : "/usr/bin:/bin"), *rest = NULL;
    bool exists = strchr(name, '/') && access(name, X_OK) == 0;
    for (char *dir = strtok_r(dirs, ":", &rest); dir && !exists;
         dir = strtok_r(NULL, ":", &rest)) {
        char *file = path_join(dir, name);
        exists = access(file, X_OK) == 0;
        free(file);
    }
    free(dirs);
    free(name);
    return exists;
}
