/* The child is forked from a program that may have threads: it calls only what is safe then. */
#include "term/guard.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOCKET_FD = STDERR_FILENO + 1 }; /* in the child */

/* What goes through the socket. The last one counts. */
struct debt {
    struct termios ours;
    char bytes[256]; /* up to a NUL; a terminal is left with some 40 */
};

bool guard_same_modes(const struct termios *a, const struct termios *b)
{
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
           a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

/* ---- In the child ---- */

/* Another name, because `pkill -9` of our program means our program. */
static bool stand_apart(int end)
{
    prctl(PR_SET_NAME, "terminal-guard");
    return setpgid(0, 0) == 0 && dup2(end, SOCKET_FD) == SOCKET_FD &&
           syscall(SYS_close_range, SOCKET_FD + 1, UINT_MAX, 0) == 0;
}

static void pay(const struct debt *debt, const struct termios *normal)
{
    struct termios now;
    ssize_t written = write(STDOUT_FILENO, debt->bytes, strlen(debt->bytes));
    (void)written; /* if that fails there is no terminal left to restore */
    if (tcgetattr(STDIN_FILENO, &now) == 0 && guard_same_modes(&now, &debt->ours))
        tcsetattr(STDIN_FILENO, TCSANOW, normal);
}

static _Noreturn void stand_guard(int end, const struct termios *normal)
{
    struct debt debt = { .ours = *normal };
    if (!stand_apart(end))
        _exit(1);
    close(STDERR_FILENO);
    while (recv(SOCKET_FD, &debt, sizeof debt, 0) > 0)
        ;
    pay(&debt, normal);
    _exit(0);
}

/* ---- In our program ---- */

/* Signals stay blocked in the child: none of our handlers may run there, and it is to write to
 * a terminal in whose background it is. */
static pid_t fork_deaf(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid)
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pid;
}

void guard_start(struct guard *guard, const struct termios *normal)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return;
    pid_t pid = fork_deaf();
    if (pid == 0) {
        close(ends[1]); /* or it would never see it close */
        stand_guard(ends[0], normal);
    }
    close(ends[0]);
    if (pid > 0)
        *guard = (struct guard){ pid, ends[1] };
    else
        close(ends[1]);
}

/* A guard that somebody killed or stopped neither ends us nor holds us up. */
void guard_owe(const struct guard *guard, const struct termios *ours, const char *bytes)
{
    int saved_errno = errno;
    struct debt debt = { .ours = *ours };
    size_t len = bytes ? strlen(bytes) : 0;
    if (len && len < sizeof debt.bytes)
        memcpy(debt.bytes, bytes, len);
    if (guard->pid)
        send(guard->socket, &debt, sizeof debt, MSG_NOSIGNAL | MSG_DONTWAIT);
    errno = saved_errno;
}

/* A kill also ends one that was stopped. */
void guard_end(struct guard *guard)
{
    int saved_errno = errno;
    if (!guard->pid)
        return;
    kill(guard->pid, SIGKILL);
    while (waitpid(guard->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    close(guard->socket);
    guard->pid = 0;
    errno = saved_errno;
}
