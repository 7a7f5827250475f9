#include "term/tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include <async/io.h>

#include "term/guard.h"

enum { HANDLER_STACK_BYTES = 64 * 1024 };

static const int fatal_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGSEGV,
                                     SIGBUS, SIGFPE, SIGILL,  SIGABRT, SIGSYS };

/* One for the process, as its terminal is; a signal handler gets no argument. */
static struct {
    pid_t owner; /* 0: not guarded. A forked child must not restore what its parent uses */
    struct termios normal, ours; /* as they were, and as they are while we wait for keys */
    const char *volatile leave;
    struct guard guard; /* does the same when we cannot */
    volatile sig_atomic_t resized, resumed;
    int wake_fd; /* eventfd: written by handlers */
    int wait_fd; /* epoll of stdin and wake_fd, so that a task waits for one descriptor */
    struct sigaction before[NSIG];
} tty;

/* ---- Giving it back ---- */

/* Changing modes from the background would stop us, and they are somebody else's there. */
static bool is_foreground(void)
{
    return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

void tty_restore(void)
{
    int saved_errno = errno;
    if (tty.owner == getpid() && is_foreground()) {
        const char *leave = tty.leave;
        ssize_t written = leave ? write(STDOUT_FILENO, leave, strlen(leave)) : 0;
        (void)written; /* if that fails there is no terminal left to restore */
        tcsetattr(STDIN_FILENO, TCSANOW, &tty.normal);
        guard_owe(&tty.guard, &tty.ours, NULL);
    }
    errno = saved_errno;
}

static void give_back(void)
{
    tty_restore();
    if (tty.owner == getpid())
        guard_end(&tty.guard);
}

void tty_set_leave(const char *bytes)
{
    tty.leave = bytes;
    guard_owe(&tty.guard, &tty.ours, bytes);
}

/* After this handler the signal strikes again, under the disposition that was there before us:
 * a fault because its instruction is repeated (so a handler below still learns the address),
 * any other because we send it. */
static void on_fatal(int signo, siginfo_t *info, void *context)
{
    bool is_fault = info->si_code > 0 &&
                    (signo == SIGSEGV || signo == SIGBUS || signo == SIGFPE || signo == SIGILL);
    give_back();
    sigaction(signo, &tty.before[signo], NULL);
    if (!is_fault)
        raise(signo);
}

/* ---- Events ---- */

static void wake(void)
{
    int saved_errno = errno;
    uint64_t one = 1;
    ssize_t written = write(tty.wake_fd, &one, sizeof one);
    (void)written; /* it only fails when full, and then it is readable already */
    errno = saved_errno;
}

static void on_resize(int signo)
{
    tty.resized = 1;
    wake();
}

static void on_continue(int signo)
{
    int saved_errno = errno;
    if (is_foreground())
        guard_owe(&tty.guard, &tty.ours, tty.leave);
    errno = saved_errno;
    tty.resumed = 1;
    wake();
}

static void on_stop(int signo);

static void catch_stop(void)
{
    struct sigaction action = { .sa_handler = on_stop, .sa_flags = SA_RESTART };
    sigaction(SIGTSTP, &action, NULL);
}

/* Stops as the signal would have, and comes back here when continued. An orphan is not stopped
 * at all: that is why the return is an event by itself. */
static void on_stop(int signo)
{
    struct sigaction action = { .sa_handler = SIG_DFL };
    sigset_t this_signal, mask;
    tty_restore();
    sigemptyset(&this_signal);
    sigaddset(&this_signal, SIGTSTP);
    sigaction(SIGTSTP, &action, NULL);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &this_signal, &mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    catch_stop();
    on_continue(SIGCONT);
}

static unsigned take_events(void)
{
    uint64_t count;
    while (read(tty.wake_fd, &count, sizeof count) > 0)
        ;
    unsigned events = (tty.resized ? TTY_RESIZED : 0) | (tty.resumed ? TTY_RESUMED : 0);
    tty.resized = tty.resumed = 0;
    return events;
}

/* ---- Set-up ---- */

/* A task that used up its stack has none left for a handler: it needs one of its own. */
static void provide_handler_stack(void)
{
    static char stack[HANDLER_STACK_BYTES];
    stack_t before, ours = { .ss_sp = stack, .ss_size = sizeof stack };
    if (sigaltstack(NULL, &before) == 0 && (before.ss_flags & SS_DISABLE))
        sigaltstack(&ours, NULL);
}

/* A signal that is ignored (nohup) stays ignored. */
static void catch_fatal(int signo)
{
    struct sigaction action = { .sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    sigaction(signo, NULL, &tty.before[signo]);
    if (tty.before[signo].sa_handler != SIG_IGN)
        sigaction(signo, &action, NULL);
}

static void catch_signals(void)
{
    struct sigaction resize = { .sa_handler = on_resize, .sa_flags = SA_RESTART };
    struct sigaction resume = { .sa_handler = on_continue, .sa_flags = SA_RESTART };
    provide_handler_stack();
    for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++)
        catch_fatal(fatal_signals[i]);
    sigaction(SIGWINCH, &resize, NULL);
    sigaction(SIGCONT, &resume, NULL);
    catch_stop();
}

static int open_wait_fd(void)
{
    struct epoll_event key = { .events = EPOLLIN, .data.fd = STDIN_FILENO };
    struct epoll_event event = { .events = EPOLLIN };
    tty.wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    tty.wait_fd = epoll_create1(EPOLL_CLOEXEC);
    if (tty.wake_fd < 0 || tty.wait_fd < 0)
        return -1;
    if (epoll_ctl(tty.wait_fd, EPOLL_CTL_ADD, STDIN_FILENO, &key))
        return -1;
    return epoll_ctl(tty.wait_fd, EPOLL_CTL_ADD, tty.wake_fd, &event);
}

int tty_guard(void)
{
    if (tty.owner)
        return 0;
    if (tcgetattr(STDIN_FILENO, &tty.normal) || open_wait_fd())
        return -1;
    tty.owner = getpid();
    tty.ours = tty.normal;
    catch_signals();
    guard_start(&tty.guard, &tty.normal);
    atexit(give_back);
    return 0;
}

/* ---- Waiting ---- */

static short poll_stdin(void)
{
    struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
    return poll(&input, 1, 0) > 0 ? input.revents : 0;
}

bool tty_is_gone(void)
{
    return poll_stdin() & (POLLHUP | POLLERR | POLLNVAL);
}

/* Editors and screens set the modes they like. Whoever waits for keys has set them: here they
 * are seen. */
static void note_modes(void)
{
    struct termios modes;
    if (!is_foreground() || tcgetattr(STDIN_FILENO, &modes) ||
        guard_same_modes(&modes, &tty.ours))
        return;
    tty.ours = modes;
    guard_owe(&tty.guard, &tty.ours, tty.leave);
}

/* A wake-up may outlive its event, so what is there is looked at, never assumed: a read must
 * not block. */
int tty_wait(unsigned *ret_events)
{
    unsigned events = 0;
    if (tty.owner)
        note_modes();
    do {
        int err = async_wait_readable(tty.owner ? tty.wait_fd : STDIN_FILENO);
        if (err)
            return err;
        events = tty.owner ? take_events() : 0;
    } while (!events && !poll_stdin());
    *ret_events = events;
    return 0;
}
