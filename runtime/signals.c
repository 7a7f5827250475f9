/* Signals, by a signalfd: no handler runs at an odd moment, and none is lost between two
 * waits. */
#include "signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <async/error.h>

#include "handle.h"
#include "loop.h"
#include "poll.h"
#include "waiters.h"

struct taken {
    bool is_ours;     /* the loop has taken it */
    bool was_blocked; /* before */
    bool has_come;    /* and nobody was told */
    bool has_handler;
    bool is_quiet; /* the handler keeps no loop alive */
    struct async_handle handler;
    struct async_waiters waiters;
};

struct signals {
    struct async_pending pending; /* until the loop ends */
    struct async_loop *loop;
    int fd;
    struct poll_watch *watch;
    sigset_t mask;       /* what we have taken */
    size_t n_interested; /* handlers, and tasks that wait */
    unsigned n_refused;  /* times that the watch was refused */
    struct taken taken[NSIG];
};

/* ---- Telling ---- */

static void tell(struct signals *signals, unsigned number)
{
    struct taken *taken = &signals->taken[number];
    size_t n_told = waiters_wake(&taken->waiters, SIZE_MAX);
    if (taken->has_handler && !taken->handler.is_ready) {
        taken->handler.is_ready = true;
        loop_push(signals->loop, &taken->handler.node);
    }
    if (!n_told && !taken->has_handler)
        taken->has_come = true;
}

/* None would come any more: all who wait for one learn it. */
static void tell_refused(struct signals *signals)
{
    signals->n_refused++;
    for (int number = 1; number < NSIG; number++)
        waiters_wake(&signals->taken[number].waiters, SIZE_MAX);
}

static void on_signals(void *arg, int events)
{
    struct signals *signals = arg;
    struct signalfd_siginfo info;
    if (events == POLL_REFUSED)
        tell_refused(signals);
    while (read(signals->fd, &info, sizeof(info)) == sizeof(info))
        tell(signals, info.ssi_signo);
}

/* The loop waits for signals while somebody would be told. */
static void update_interest(struct signals *signals, size_t plus, size_t minus)
{
    signals->n_interested += plus - minus;
    if (signals->n_interested)
        poll_watch_set(signals->watch, POLL_READABLE);
    else
        poll_watch_linger(signals->watch);
}

/* ---- Taking and giving back ---- */

static void forget_handler(struct signals *signals, struct taken *taken)
{
    if (!taken->has_handler)
        return;
    taken->has_handler = false;
    handle_cancel(signals->loop, &taken->handler);
    if (!taken->is_quiet)
        update_interest(signals, 0, 1);
}

static void give_back(struct signals *signals, int number)
{
    struct taken *taken = &signals->taken[number];
    on_signals(signals, POLL_READABLE); /* none may strike when it is let through again */
    forget_handler(signals, taken);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigdelset(&signals->mask, number);
    signalfd(signals->fd, &signals->mask, 0);
    if (!taken->was_blocked)
        pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    *taken = (struct taken){ 0 };
}

static void drop(struct async_pending *pending)
{
    struct signals *signals = CONTAINER(pending, struct signals, pending);
    for (int number = 1; number < NSIG; number++)
        if (signals->taken[number].is_ours)
            give_back(signals, number);
    loop_pending_remove(signals->loop, pending);
    signals->loop->signals = NULL;
    poll_watch_destroy(signals->watch);
    close(signals->fd);
    free(signals);
}

static int signals_create(struct async_loop *loop)
{
    struct signals *signals = calloc(1, sizeof(*signals));
    if (!signals)
        return ASYNC_ENOMEM;
    sigemptyset(&signals->mask);
    signals->fd = signalfd(-1, &signals->mask, SFD_NONBLOCK | SFD_CLOEXEC);
    if (signals->fd < 0) {
        int err = -errno;
        free(signals);
        return err;
    }
    signals->watch = poll_watch_create(loop, signals->fd, on_signals, signals);
    if (!signals->watch) {
        close(signals->fd);
        free(signals);
        return ASYNC_ENOMEM;
    }
    poll_watch_set(signals->watch, POLL_READABLE);
    poll_watch_linger(signals->watch);
    signals->loop = loop;
    loop->signals = signals;
    loop_pending_add(loop, &signals->pending, drop);
    return 0;
}

/* Has the signal come to the loop instead of striking. 0 or a negative errno. */
static int redirect(struct signals *signals, int number)
{
    struct taken *taken = &signals->taken[number];
    sigset_t one, before;
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_BLOCK, &one, &before);
    sigaddset(&signals->mask, number);
    if (signalfd(signals->fd, &signals->mask, 0) < 0) {
        int err = -errno;
        sigdelset(&signals->mask, number);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        return err;
    }
    taken->is_ours = true;
    taken->was_blocked = sigismember(&before, number);
    return 0;
}

static int take(struct async_loop *loop, int number, struct taken **ret_taken)
{
    if (number < 1 || number >= NSIG || number == SIGKILL || number == SIGSTOP)
        return async_raise(ASYNC_EVALUE, "signal %d cannot be waited for", number);
    int err = loop->signals ? 0 : signals_create(loop);
    if (err)
        return err;
    struct signals *signals = loop->signals;
    struct taken *taken = &signals->taken[number];
    if (!taken->is_ours)
        err = redirect(signals, number);
    if (!err)
        *ret_taken = taken;
    return err;
}

int signals_take(struct async_loop *loop, int number)
{
    struct taken *taken;
    return take(loop, number, &taken);
}

/* ---- The public side ---- */

int(async_signal_wait)(int number, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    struct taken *taken;
    int err = take(task->loop, number, &taken);
    if (err)
        return err;
    struct signals *signals = task->loop->signals;
    if (taken->has_come) {
        taken->has_come = false;
        return 0;
    }
    const struct wait_reason reason = {
        .kind = "signal",
        .id = (uint32_t)number,
        .until_ns = TIMER_NEVER,
    };
    struct async_waiter waiter;
    unsigned n_refused = signals->n_refused;
    update_interest(signals, 1, 0);
    err = waiters_wait(&taken->waiters, &waiter, task, &reason, site);
    if (!err && n_refused != signals->n_refused)
        err = ASYNC_ENOMEM;
    update_interest(signals, 0, 1);
    return err;
}

static int add_handler(struct async_loop *loop, int number, const struct async_handle *handler,
                       bool is_quiet)
{
    struct taken *taken;
    int err = take(loop, number, &taken);
    if (err)
        return err;
    forget_handler(loop->signals, taken);
    taken->has_handler = true;
    taken->is_quiet = is_quiet;
    taken->handler = *handler;
    if (!is_quiet)
        update_interest(loop->signals, 1, 0);
    if (taken->has_come)
        tell(loop->signals, (unsigned)number);
    taken->has_come = false;
    return 0;
}

int signals_listen(struct async_loop *loop, int number, void (*fn)(void *arg), void *arg)
{
    struct async_handle handler;
    handle_init(&handler, fn, arg, NULL, NULL);
    return add_handler(loop, number, &handler, true);
}

int(async_signal_add_handler)(int number, void (*fn)(void *arg), void *arg, const char *name,
                              const char *site)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    struct async_handle handler;
    handle_init(&handler, fn, arg, name, site);
    return add_handler(loop, number, &handler, false);
}

void async_signal_restore(int number)
{
    struct async_loop *loop = loop_current();
    struct signals *signals = loop ? loop->signals : NULL;
    if (!signals || number < 1 || number >= NSIG || !signals->taken[number].is_ours ||
        signals->taken[number].waiters.first)
        return;
    give_back(signals, number);
}
