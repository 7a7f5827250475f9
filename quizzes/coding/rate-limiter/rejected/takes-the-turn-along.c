// rejected: deadlock, runs: who is cancelled just when its turn has come takes the turn along
#include "limiter.h"

#include <stdlib.h>

struct waiter {
    struct async_future turn;
    struct waiter *next;
};

struct limiter {
    size_t room;
    struct waiter *first, **end;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter) {
        *limiter = (struct limiter){ .room = limit };
        limiter->end = &limiter->first;
    }
    return limiter;
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

/* To the first whose turn can still come; else there is room again. */
static void hand_on(struct limiter *limiter)
{
    struct waiter *waiter = limiter->first;
    while (waiter && async_future_is_done(&waiter->turn))
        waiter = waiter->next;
    if (!waiter || async_future_set_result(&waiter->turn, NULL))
        limiter->room++;
}

static int enter(struct limiter *limiter)
{
    struct waiter waiter = { .next = NULL };
    if (limiter->room && !limiter->first) {
        limiter->room--;
        return 0;
    }
    async_future_init(&waiter.turn, "turn");
    *limiter->end = &waiter;
    limiter->end = &waiter.next;
    int err = async_await(&waiter.turn, NULL);
    leave_line(limiter, &waiter);
    async_future_finish(&waiter.turn);
    return err;
}

int limiter_run(struct limiter *limiter, async_fn *job, void *arg)
{
    int err = enter(limiter);
    if (err)
        return err;
    err = job(arg);
    hand_on(limiter);
    return err;
}

void limiter_destroy(struct limiter *limiter)
{
    free(limiter);
}
