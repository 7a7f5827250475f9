/* Tasks that wait for a descriptor: one for each of its directions. Its watch is made at the
 * first wait and stays armed between two of them. */
#include <async/io.h>

#include <stdlib.h>
#include <string.h>

#include <async/error.h>

#include "io.h"
#include "poll.h"
#include "task.h"

/* One direction of a descriptor. */
struct direction {
    struct poll_watch *watch;
    struct async_future *waiter; /* on the stack of the task that waits; NULL: nobody does */
};

struct descriptor {
    struct direction *reading, *writing; /* NULL until first waited for */
};

struct io {
    struct descriptor *descriptors; /* by number */
    size_t n_descriptors;
};

static void on_ready(void *arg, int events)
{
    struct direction *direction = arg;
    struct async_future *waiter = direction->waiter;
    if (!waiter) {
        poll_watch_set(direction->watch, 0); /* nobody reads: it would call again and again */
        return;
    }
    direction->waiter = NULL;
    poll_watch_linger(direction->watch);
    if (waiter->state != ASYNC_FUTURE_PENDING)
        return;
    if (events == POLL_REFUSED)
        future_settle_error(waiter, ASYNC_ENOMEM, NULL);
    else
        future_settle_result(waiter, NULL);
}

static struct io *io_get(struct async_loop *loop)
{
    if (!loop->io)
        loop->io = calloc(1, sizeof(*loop->io));
    return loop->io;
}

static struct descriptor *descriptor_get(struct async_loop *loop, int fd)
{
    struct io *io = io_get(loop);
    if (!io)
        return NULL;
    size_t need = (size_t)fd + 1;
    if (need > io->n_descriptors) {
        size_t n = need * 2;
        struct descriptor *more = realloc(io->descriptors, n * sizeof(*more));
        if (!more)
            return NULL;
        memset(more + io->n_descriptors, 0, (n - io->n_descriptors) * sizeof(*more));
        io->descriptors = more;
        io->n_descriptors = n;
    }
    return &io->descriptors[fd];
}

static struct direction *direction_create(struct async_loop *loop, int fd)
{
    struct direction *direction = calloc(1, sizeof(*direction));
    if (!direction)
        return NULL;
    direction->watch = poll_watch_create(loop, fd, on_ready, direction);
    if (!direction->watch) {
        free(direction);
        return NULL;
    }
    return direction;
}

static void direction_destroy(struct direction *direction)
{
    if (!direction)
        return;
    poll_watch_destroy(direction->watch);
    free(direction);
}

/* Its waiter, if there is one, learns that the descriptor goes. */
static void direction_close(struct direction *direction)
{
    if (direction && direction->waiter && direction->waiter->state == ASYNC_FUTURE_PENDING)
        future_settle_error(direction->waiter, -EBADF, NULL);
    direction_destroy(direction);
}

/* The direction if it was ever waited for, and not forgotten since. */
static struct direction *direction_find(const struct async_loop *loop, int fd, int event)
{
    const struct io *io = loop->io;
    if (!io || (size_t)fd >= io->n_descriptors)
        return NULL;
    const struct descriptor *descriptor = &io->descriptors[fd];
    return event == POLL_READABLE ? descriptor->reading : descriptor->writing;
}

static struct direction *direction_get(struct async_loop *loop, int fd, int event)
{
    struct direction *direction = direction_find(loop, fd, event);
    if (LIKELY(direction))
        return direction;
    struct descriptor *descriptor = descriptor_get(loop, fd);
    if (!descriptor)
        return NULL;
    direction = direction_create(loop, fd);
    if (event == POLL_READABLE)
        descriptor->reading = direction;
    else
        descriptor->writing = direction;
    return direction;
}

static int wait_for(int fd, int event, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (fd < 0)
        return -EBADF;
    struct direction *direction = direction_get(task->loop, fd, event);
    if (!direction)
        return async_raise(ASYNC_ENOMEM, "out of memory for descriptor %d", fd);
    if (direction->waiter)
        return async_raise(ASYNC_ERUNTIME, "another task waits for descriptor %d", fd);
    struct async_future waiter;
    future_init_internal(&waiter);
    direction->waiter = &waiter;
    poll_watch_set(direction->watch, event);
    const struct wait_reason reason = {
        .kind = event == POLL_READABLE ? "readable" : "writable",
        .id = (uint32_t)fd,
        .until_ns = TIMER_NEVER,
    };
    int err = task_wait(task, &waiter, &reason, site);
    if (err) {
        /* Cancelled; and meanwhile the descriptor may have been forgotten, and used again. */
        direction = direction_find(task->loop, fd, event);
        if (direction && direction->waiter == &waiter) {
            direction->waiter = NULL;
            poll_watch_linger(direction->watch);
        }
    }
    async_future_finish(&waiter);
    return err;
}

int(async_wait_readable)(int fd, const char *site)
{
    return wait_for(fd, POLL_READABLE, site);
}

int(async_wait_writable)(int fd, const char *site)
{
    return wait_for(fd, POLL_WRITABLE, site);
}

void async_io_forget(int fd)
{
    struct async_loop *loop = loop_current();
    struct io *io = loop ? loop->io : NULL;
    if (!io || fd < 0 || (size_t)fd >= io->n_descriptors)
        return;
    direction_close(io->descriptors[fd].reading);
    direction_close(io->descriptors[fd].writing);
    io->descriptors[fd] = (struct descriptor){ 0 };
}

void io_destroy(struct async_loop *loop)
{
    struct io *io = loop->io;
    if (!io)
        return;
    for (size_t fd = 0; fd < io->n_descriptors; fd++) {
        direction_destroy(io->descriptors[fd].reading);
        direction_destroy(io->descriptors[fd].writing);
    }
    free(io->descriptors);
    free(io);
    loop->io = NULL;
}
