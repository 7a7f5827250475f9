/* The line is a list linked both ways, so that a waiter that is cancelled leaves it from the
 * middle at once. */
#include "waiters.h"

#include <async/error.h>

#include "error.h"

static void line_up(struct async_waiters *waiters, struct async_waiter *waiter)
{
    future_init_internal(&waiter->future);
    waiter->line = waiters;
    waiter->next = NULL;
    waiter->previous = waiters->last;
    if (waiters->last)
        waiters->last->next = waiter;
    else
        waiters->first = waiter;
    waiters->last = waiter;
}

static void leave(struct async_waiter *waiter)
{
    struct async_waiters *waiters = waiter->line;
    if (!waiters)
        return;
    waiter->line = NULL;
    if (waiter->previous)
        waiter->previous->next = waiter->next;
    else
        waiters->first = waiter->next;
    if (waiter->next)
        waiter->next->previous = waiter->previous;
    else
        waiters->last = waiter->previous;
}

int waiters_wait(struct async_waiters *waiters, struct async_waiter *waiter,
                 struct async_task *task, const struct wait_reason *reason, const char *site)
{
    line_up(waiters, waiter);
    int err = task_wait(task, &waiter->future, reason, site);
    leave(waiter);
    if (UNLIKELY(waiter->future.cancel_detail))
        async_error_release(waiter->future.cancel_detail);
    return err;
}

size_t waiters_wake(struct async_waiters *waiters, size_t n)
{
    size_t woken = 0;
    for (struct async_waiter *at = waiters->first; at && woken < n; at = at->next)
        woken += future_wake(&at->future);
    return woken;
}

bool waiters_pop_some(struct async_waiters *waiters)
{
    while (waiters->first) {
        struct async_waiter *waiter = waiters->first;
        leave(waiter);
        if (future_wake(&waiter->future))
            return true;
    }
    return false;
}

size_t waiters_count(const struct async_waiters *waiters)
{
    size_t n = 0;
    for (const struct async_waiter *at = waiters->first; at; at = at->next)
        n++;
    return n;
}
