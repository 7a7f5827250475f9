// accepted: a condition and a line of our own; whoever leaves the line tells the others
#include "limiter.h"

#include <stdlib.h>

struct waiter {
    struct waiter *next;
};

struct limiter {
    struct async_condition changed;
    size_t room;
    struct waiter *first, **end;
};

struct visit {
    struct limiter *limiter;
    struct waiter waiter;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (!limiter)
        return NULL;
    limiter->room = limit;
    limiter->first = NULL;
    limiter->end = &limiter->first;
    async_condition_init(&limiter->changed, NULL);
    return limiter;
}

static bool may_enter(void *arg)
{
    struct visit *visit = arg;
    return visit->limiter->room && visit->limiter->first == &visit->waiter;
}

static void leave_line(struct limiter *limiter, struct waiter *waiter)
{
    struct waiter **at = &limiter->first;
    while (*at != waiter)
        at = &(*at)->next;
    *at = waiter->next;
    if (limiter->end == &waiter->next)
        limiter->end = at;
}

static int enter(struct limiter *limiter)
{
    struct visit visit = { .limiter = limiter };
    int err = async_condition_acquire(&limiter->changed);
    if (err)
        return err;
    *limiter->end = &visit.waiter;
    limiter->end = &visit.waiter.next;
    err = async_condition_wait_for(&limiter->changed, may_enter, &visit);
    leave_line(limiter, &visit.waiter);
    if (!err)
        limiter->room--;
    async_condition_notify_all(&limiter->changed);
    async_condition_release(&limiter->changed);
    return err;
}

/* Also if we are cancelled meanwhile: who holds the lock then lets the others look again. */
static void leave(struct limiter *limiter)
{
    limiter->room++;
    if (async_condition_acquire(&limiter->changed))
        return;
    async_condition_notify_all(&limiter->changed);
    async_condition_release(&limiter->changed);
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    int err = enter(limiter);
    if (err)
        return err;
    err = job(arg);
    leave(limiter);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    if (limiter)
        async_condition_finish(&limiter->changed);
    free(limiter);
}
