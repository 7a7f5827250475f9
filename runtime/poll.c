/* The only file that knows libev. One ev_loop for each of ours, made when a descriptor or
 * another thread is first waited for. */
#include "poll.h"

#include <ev.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <async/error.h>

#include "clock.h"
#include "inbox.h"
#include "reserve.h"
#include "trace.h"

/* libev's timeouts have a grain of a millisecond. Deadlines nearer than this are left to a
 * timerfd, which costs a system call. */
#define NEAR_NS (10 * NS_PER_MS)

struct poll_watch {
    struct ev_io io;
    struct async_loop *loop; /* NULL: it has ended */
    void (*ready)(void *arg, int events);
    void *arg;
    struct poll_watch *previous, *next; /* all of the loop's */
    struct poll_watch *next_fired;
    int fired;       /* what libev found in this pass; then it is on the list of the fired */
    bool is_awaited; /* counted in n_awaited */
};

struct poll {
    struct ev_loop *ev;
    struct ev_timer timer; /* bounds a wait by our first deadline */
    struct ev_io near;     /* of a timerfd, for near deadlines; active once it was needed */
    struct ev_async wakes; /* other threads have something for us */
    struct poll_watch *watches;
    struct poll_watch *fired; /* libev tells the last first: this list turns that round */
    size_t n_awaited;
    struct reserve reserve; /* full whenever libev is asked for something that may grow it */
};

static void on_timer(struct ev_loop *ev, struct ev_timer *timer, int events)
{
    /* Only ends the wait: our own timers know which of them are due. */
}

/* libev's allocator, for all loops of the process; one that is not ours has no reserve. */
static void *allocate(void *old, long size_bytes)
{
    if (!size_bytes) {
        free(old);
        return NULL;
    }
    struct async_loop *loop = loop_current();
    struct poll *poll = loop ? loop->poll : NULL;
    return reserve_realloc(poll ? &poll->reserve : NULL, old, (size_t)size_bytes);
}

static struct ev_loop *ev_create(void)
{
    ev_set_allocator(allocate);
    struct ev_loop *ev = ev_loop_new(EVBACKEND_EPOLL | EVFLAG_NOENV);
    return ev ? ev : ev_loop_new(EVFLAG_NOENV);
}

static struct poll *poll_get(struct async_loop *loop)
{
    if (loop->poll)
        return loop->poll;
    struct poll *poll = calloc(1, sizeof(*poll));
    if (!poll)
        return NULL;
    loop->poll = poll; /* allocate() finds the reserve there */
    if (reserve_fill(&poll->reserve, 0))
        poll->ev = ev_create();
    if (!poll->ev) {
        reserve_finish(&poll->reserve);
        free(poll);
        loop->poll = NULL;
        return NULL;
    }
    ev_timer_init(&poll->timer, on_timer, 0., 0.);
    return poll;
}

static void on_wake(struct ev_loop *ev, struct ev_async *wakes, int events)
{
    inbox_drain(wakes->data);
}

/* libev ends the program when it finds no descriptors for waking itself: so they are looked for
 * before it does. */
static bool can_be_woken(struct poll *poll)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return false;
    close(ends[0]);
    close(ends[1]);
    return reserve_fill(&poll->reserve, ends[1]);
}

int poll_allow_wakes(struct async_loop *loop)
{
    struct poll *poll = poll_get(loop);
    if (!poll || !can_be_woken(poll))
        return ASYNC_ENOMEM;
    ev_async_init(&poll->wakes, on_wake);
    poll->wakes.data = loop;
    ev_async_start(poll->ev, &poll->wakes);
    return 0;
}

void poll_wake(struct async_loop *loop)
{
    ev_async_send(loop->poll->ev, &loop->poll->wakes);
}

bool poll_is_needed(const struct async_loop *loop)
{
    return loop->n_external || (loop->poll && loop->poll->n_awaited);
}

/* ---- Waiting ---- */

static void on_near(struct ev_loop *ev, struct ev_io *io, int events)
{
    if (events & EV_ERROR) {
        close(io->fd); /* epoll refuses it, and libev has stopped it */
        return;
    }
    uint64_t n;
    ssize_t done = read(io->fd, &n, sizeof(n)); /* fails if it was set anew meanwhile */
    (void)done;
}

/* False: there is none to be had. */
static bool open_near(struct poll *poll)
{
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (fd < 0)
        return false;
    if (!reserve_fill(&poll->reserve, fd)) {
        close(fd);
        return false;
    }
    ev_io_init(&poll->near, on_near, fd, EV_READ);
    ev_io_start(poll->ev, &poll->near);
    return true;
}

/* Ends the next wait by the timerfd. False: it cannot be done. */
static bool arm_near(struct poll *poll, int64_t left_ns)
{
    if (!ev_is_active(&poll->near) && !open_near(poll))
        return false;
    const struct itimerspec timer = { .it_value.tv_nsec = left_ns };
    return !timerfd_settime(poll->near.fd, 0, &timer, NULL);
}

static void arm_far(struct poll *poll, int64_t left_ns)
{
    ev_now_update(poll->ev);
    ev_timer_set(&poll->timer, (double)left_ns * 1e-9, 0.);
    ev_timer_start(poll->ev, &poll->timer);
}

/* Calls those that libev found ready; each may destroy any watch. True if one of them was
 * waited for: then the world is another, even if no task is ready. */
static bool deliver(struct poll *poll)
{
    bool has_news = false;
    while (poll->fired) {
        struct poll_watch *watch = poll->fired;
        poll->fired = watch->next_fired;
        int events = watch->fired;
        watch->fired = 0;
        has_news |= watch->is_awaited;
        if (events == POLL_REFUSED)
            poll_watch_set(watch, 0);
        watch->ready(watch->arg, events);
    }
    return has_news;
}

/* One pass of libev that waits at most so long; TIMER_NEVER: until something happens. True if
 * something has: then what has fired is to be delivered. */
static bool pass(struct async_loop *loop, int64_t left_ns)
{
    struct poll *poll = loop->poll;
    bool may_wait = left_ns > 0;
    bool is_near = may_wait && left_ns < NEAR_NS && arm_near(poll, left_ns);
    if (may_wait && !is_near && left_ns != TIMER_NEVER)
        arm_far(poll, left_ns);
    ev_run(poll->ev, may_wait ? EVRUN_ONCE : EVRUN_NOWAIT);
    ev_timer_stop(poll->ev, &poll->timer);
    return poll->fired || loop->ready_first;
}

/* The same without libev, where there is nothing but the clock. */
static bool nap(struct async_loop *loop, int64_t left_ns)
{
    if (left_ns > 0)
        clock_nap_ns(left_ns);
    return false;
}

/* Tells the others what has happened. True if that is news: see deliver(). */
static bool has_news(struct async_loop *loop)
{
    bool is_delivered = loop->poll && deliver(loop->poll);
    return is_delivered || loop->ready_first;
}

/* How long it waited is traced before those hear of its end who waited, too. */
static void wait_real(struct async_loop *loop, int64_t first_ns)
{
    int64_t began_ns = loop->now_ns;
    bool is_over = false;
    while (!is_over) {
        int64_t left_ns = first_ns == TIMER_NEVER ? TIMER_NEVER : first_ns - loop->now_ns;
        bool has_happened = loop->poll ? pass(loop, left_ns) : nap(loop, left_ns);
        loop_time_ns(loop);
        is_over = loop->now_ns >= first_ns;
        if (has_happened || is_over) {
            int64_t timeout_ns = first_ns == TIMER_NEVER ? TIMER_NEVER : first_ns - began_ns;
            TRACE(poll, loop, timeout_ns, loop->now_ns - began_ns);
            began_ns = loop->now_ns;
        }
        is_over |= has_news(loop);
    }
}

void poll_real(struct async_loop *loop, bool has_work, int64_t first_ns)
{
    if (!has_work) {
        TRACE(flush, loop);
        wait_real(loop, first_ns);
    } else if (loop->poll) {
        pass(loop, 0);
        deliver(loop->poll);
    }
}

void poll_virtual(struct async_loop *loop, bool has_work, int64_t first_ns)
{
    bool is_outside_first = loop->n_external || first_ns == TIMER_NEVER;
    has_work |= first_ns <= loop->now_ns;
    if (loop->poll)
        pass(loop, has_work || !is_outside_first ? 0 : TIMER_NEVER);
    if (has_news(loop) || has_work || loop->n_external || first_ns == TIMER_NEVER)
        return;
    int64_t waited_ns = first_ns - loop->now_ns;
    loop->now_ns = first_ns;
    TRACE(poll, loop, waited_ns, waited_ns);
}

/* ---- Descriptors ---- */

/* libev gives up what epoll refuses; but if that is because it was closed, the caller's own
 * system call shall tell. */
static bool is_refused(int fd, int events)
{
    return events & EV_ERROR && fcntl(fd, F_GETFD) >= 0;
}

static void on_ready(struct ev_loop *ev, struct ev_io *io, int events)
{
    struct poll_watch *watch = CONTAINER(io, struct poll_watch, io);
    struct poll *poll = watch->loop->poll;
    watch->fired =
        (events & EV_READ ? POLL_READABLE : 0) | (events & EV_WRITE ? POLL_WRITABLE : 0);
    if (is_refused(io->fd, events))
        watch->fired = POLL_REFUSED;
    watch->next_fired = poll->fired;
    poll->fired = watch;
}

struct poll_watch *poll_watch_create(struct async_loop *loop, int fd,
                                     void (*ready)(void *arg, int events), void *arg)
{
    struct poll *poll = poll_get(loop);
    if (!poll || !reserve_fill(&poll->reserve, fd))
        return NULL;
    struct poll_watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        return NULL;
    ev_io_init(&watch->io, on_ready, fd, EV_NONE);
    watch->loop = loop;
    watch->ready = ready;
    watch->arg = arg;
    watch->next = poll->watches;
    if (watch->next)
        watch->next->previous = watch;
    poll->watches = watch;
    return watch;
}

static void set_awaited(struct poll_watch *watch, bool is_awaited)
{
    if (watch->is_awaited && !is_awaited)
        watch->loop->poll->n_awaited--;
    else if (!watch->is_awaited && is_awaited)
        watch->loop->poll->n_awaited++;
    watch->is_awaited = is_awaited;
}

/* libev aborts the program over a descriptor that is closed: that counts as ready instead,
 * so that the caller's own system call tells. */
static void arm(struct poll_watch *watch, int events)
{
    struct ev_loop *ev = watch->loop->poll->ev;
    int wanted =
        (events & POLL_READABLE ? EV_READ : 0) | (events & POLL_WRITABLE ? EV_WRITE : 0);
    if (ev_is_active(&watch->io) && (watch->io.events & (EV_READ | EV_WRITE)) == wanted)
        return;
    ev_io_stop(ev, &watch->io);
    ev_io_set(&watch->io, watch->io.fd, wanted);
    if (wanted && fcntl(watch->io.fd, F_GETFD) < 0)
        ev_feed_event(ev, &watch->io, wanted);
    else if (wanted)
        ev_io_start(ev, &watch->io);
}

/* What libev found and nobody has heard of yet is forgotten. */
static void unfire(struct poll_watch *watch)
{
    struct poll_watch **at = &watch->loop->poll->fired;
    while (*at != watch)
        at = &(*at)->next_fired;
    *at = watch->next_fired;
    watch->fired = 0;
}

void poll_watch_set(struct poll_watch *watch, int events)
{
    if (!watch->loop)
        return;
    if (!events && watch->fired)
        unfire(watch);
    arm(watch, events);
    set_awaited(watch, events != 0);
}

void poll_watch_linger(struct poll_watch *watch)
{
    if (watch->loop)
        set_awaited(watch, false);
}

/* Its loop has ended, or it will. */
static void abandon(struct poll_watch *watch)
{
    poll_watch_set(watch, 0);
    struct poll *poll = watch->loop->poll;
    if (watch->previous)
        watch->previous->next = watch->next;
    else
        poll->watches = watch->next;
    if (watch->next)
        watch->next->previous = watch->previous;
    watch->loop = NULL;
}

void poll_watch_destroy(struct poll_watch *watch)
{
    if (!watch)
        return;
    if (watch->loop)
        abandon(watch);
    free(watch);
}

static void close_near(struct poll *poll)
{
    if (!ev_is_active(&poll->near))
        return;
    ev_io_stop(poll->ev, &poll->near);
    close(poll->near.fd);
}

void poll_renew(struct async_loop *loop)
{
    if (!loop->poll)
        return;
    close_near(loop->poll);
    ev_loop_fork(loop->poll->ev);
}

void poll_destroy(struct async_loop *loop)
{
    struct poll *poll = loop->poll;
    if (!poll)
        return;
    while (poll->watches)
        abandon(poll->watches);
    ev_timer_stop(poll->ev, &poll->timer);
    if (ev_is_active(&poll->wakes))
        ev_async_stop(poll->ev, &poll->wakes);
    close_near(poll);
    ev_loop_destroy(poll->ev);
    reserve_finish(&poll->reserve);
    free(poll);
    loop->poll = NULL;
}
