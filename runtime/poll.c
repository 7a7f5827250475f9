/* The only file that knows libev. One ev_loop for each of ours, made when a descriptor is first
 * waited for; one ev_io for each descriptor and direction, kept armed between waits. */
#include "poll.h"

#include <ev.h>
#include <stdlib.h>
#include <string.h>

#include <async/error.h>
#include <async/io.h>

#include "clock.h"
#include "inbox.h"
#include "task.h"
#include "trace.h"

/* One direction of one descriptor. */
struct watch {
    struct ev_io io;
    struct async_loop *loop;
    struct async_future *waiter; /* on the stack of the task that waits; NULL: nobody does */
};

struct descriptor {
    struct watch *watches[2]; /* reading, writing; NULL until first waited for */
};

struct poll {
    struct ev_loop *ev;
    struct ev_timer timer; /* bounds a wait by our first deadline */
    struct ev_async wakes; /* other threads have something for us */
    struct descriptor *descriptors;
    size_t n_descriptors;
    size_t n_waiting; /* watches with a waiter */
};

enum { READING, WRITING };

static void on_timer(struct ev_loop *ev, struct ev_timer *timer, int events)
{
    /* Only ends the wait: our own heap knows which timers are due. */
}

static struct poll *poll_get(struct async_loop *loop)
{
    if (loop->poll)
        return loop->poll;
    struct poll *poll = calloc(1, sizeof(*poll));
    if (!poll)
        return NULL;
    poll->ev = ev_loop_new(EVBACKEND_EPOLL | EVFLAG_NOENV);
    if (!poll->ev)
        poll->ev = ev_loop_new(EVFLAG_NOENV);
    if (!poll->ev) {
        free(poll);
        return NULL;
    }
    ev_timer_init(&poll->timer, on_timer, 0., 0.);
    loop->poll = poll;
    return poll;
}

static void on_wake(struct ev_loop *ev, struct ev_async *wakes, int events)
{
    inbox_drain(wakes->data);
}

int poll_allow_wakes(struct async_loop *loop)
{
    struct poll *poll = poll_get(loop);
    if (!poll)
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

void poll_destroy(struct async_loop *loop)
{
    struct poll *poll = loop->poll;
    if (!poll)
        return;
    for (size_t fd = 0; fd < poll->n_descriptors; fd++)
        async_io_forget((int)fd);
    ev_timer_stop(poll->ev, &poll->timer);
    if (ev_is_active(&poll->wakes))
        ev_async_stop(poll->ev, &poll->wakes);
    ev_loop_destroy(poll->ev);
    free(poll->descriptors);
    free(poll);
    loop->poll = NULL;
}

bool poll_is_needed(const struct async_loop *loop)
{
    return loop->n_external || (loop->poll && loop->poll->n_waiting);
}

/* ---- Waiting ---- */

/* One pass of libev that waits at most so long; TIMER_NEVER: until something happens. */
static void pass(struct async_loop *loop, int64_t timeout_ns)
{
    struct poll *poll = loop->poll;
    if (timeout_ns <= 0) {
        ev_run(poll->ev, EVRUN_NOWAIT);
        return;
    }
    if (timeout_ns != TIMER_NEVER) {
        ev_now_update(poll->ev);
        ev_timer_set(&poll->timer, (double)timeout_ns * 1e-9, 0.);
        ev_timer_start(poll->ev, &poll->timer);
    }
    ev_run(poll->ev, EVRUN_ONCE);
    ev_timer_stop(poll->ev, &poll->timer);
}

void poll_real(struct async_loop *loop, bool has_work, int64_t first_ns)
{
    int64_t began_ns = loop_time_ns(loop);
    if (has_work) {
        if (loop->poll)
            pass(loop, 0);
        return;
    }
    TRACE(flush, loop);
    int64_t timeout_ns = first_ns == TIMER_NEVER ? TIMER_NEVER : first_ns - began_ns;
    do {
        int64_t left_ns = first_ns == TIMER_NEVER ? TIMER_NEVER : first_ns - loop->now_ns;
        if (loop->poll)
            pass(loop, left_ns);
        else if (left_ns > 0)
            clock_nap_ns(left_ns);
        loop_time_ns(loop);
    } while (!loop->ready_first && loop->now_ns < first_ns);
    TRACE(poll, loop, timeout_ns, loop->now_ns - began_ns);
}

void poll_virtual(struct async_loop *loop, bool has_work, int64_t first_ns)
{
    bool is_outside_first = loop->n_external || first_ns == TIMER_NEVER;
    has_work |= first_ns <= loop->now_ns;
    if (loop->poll)
        pass(loop, has_work || !is_outside_first ? 0 : TIMER_NEVER);
    if (has_work || loop->ready_first || loop->n_external || first_ns == TIMER_NEVER)
        return;
    int64_t waited_ns = first_ns - loop->now_ns;
    loop->now_ns = first_ns;
    TRACE(poll, loop, waited_ns, waited_ns);
}

/* ---- Descriptors ---- */

static void on_ready(struct ev_loop *ev, struct ev_io *io, int events)
{
    struct watch *watch = CONTAINER(io, struct watch, io);
    if (!watch->waiter) {
        ev_io_stop(ev, io); /* nobody reads: it would be reported again and again */
        return;
    }
    struct async_future *waiter = watch->waiter;
    watch->waiter = NULL;
    watch->loop->poll->n_waiting--;
    if (waiter->state == ASYNC_FUTURE_PENDING)
        future_settle_result(waiter, NULL);
}

static struct descriptor *descriptor_get(struct poll *poll, int fd)
{
    size_t need = (size_t)fd + 1;
    if (need > poll->n_descriptors) {
        size_t n = need * 2;
        struct descriptor *more = realloc(poll->descriptors, n * sizeof(*more));
        if (!more)
            return NULL;
        memset(more + poll->n_descriptors, 0, (n - poll->n_descriptors) * sizeof(*more));
        poll->descriptors = more;
        poll->n_descriptors = n;
    }
    return &poll->descriptors[fd];
}

static struct watch *watch_get(struct async_loop *loop, int fd, int direction)
{
    struct poll *poll = poll_get(loop);
    struct descriptor *descriptor = poll ? descriptor_get(poll, fd) : NULL;
    if (!descriptor)
        return NULL;
    if (!descriptor->watches[direction]) {
        struct watch *watch = calloc(1, sizeof(*watch));
        if (!watch)
            return NULL;
        ev_io_init(&watch->io, on_ready, fd, direction == READING ? EV_READ : EV_WRITE);
        watch->loop = loop;
        descriptor->watches[direction] = watch;
    }
    return descriptor->watches[direction];
}

static int wait_for_fd(int fd, int direction, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (fd < 0)
        return -EBADF;
    struct async_loop *loop = task->loop;
    struct watch *watch = watch_get(loop, fd, direction);
    if (!watch)
        return ASYNC_ENOMEM;
    if (watch->waiter)
        return async_raise(ASYNC_ERUNTIME, "another task waits for descriptor %d", fd);
    struct async_future waiter;
    future_init_internal(&waiter);
    watch->waiter = &waiter;
    loop->poll->n_waiting++;
    ev_io_start(loop->poll->ev, &watch->io);
    const struct wait_reason reason = {
        .kind = direction == READING ? "readable" : "writable",
        .id = (uint32_t)fd,
        .until_ns = TIMER_NEVER,
    };
    int err = task_wait(task, &waiter, &reason, site);
    if (watch->waiter == &waiter) {
        watch->waiter = NULL;
        loop->poll->n_waiting--;
    }
    async_future_finish(&waiter);
    return err;
}

int(async_wait_readable)(int fd, const char *site)
{
    return wait_for_fd(fd, READING, site);
}

int(async_wait_writable)(int fd, const char *site)
{
    return wait_for_fd(fd, WRITING, site);
}

void async_io_forget(int fd)
{
    struct async_loop *loop = loop_current();
    struct poll *poll = loop ? loop->poll : NULL;
    if (!poll || fd < 0 || (size_t)fd >= poll->n_descriptors)
        return;
    for (int direction = READING; direction <= WRITING; direction++) {
        struct watch *watch = poll->descriptors[fd].watches[direction];
        if (!watch)
            continue;
        ev_io_stop(poll->ev, &watch->io);
        if (watch->waiter) {
            poll->n_waiting--;
            if (watch->waiter->state == ASYNC_FUTURE_PENDING)
                future_settle_error(watch->waiter, -EBADF, NULL);
        }
        free(watch);
        poll->descriptors[fd].watches[direction] = NULL;
    }
}
