// rejected: wrong, turn: a stack in the place of a line
#include "limiter.h"

#include <stdlib.h>

struct waiter {
    struct async_future turn;
    struct waiter *next;
};

struct limiter {
    size_t room;
    struct waiter *first;
};

struct limiter *limiter_create(size_t limit)
{
    struct limiter *limiter = malloc(sizeof(*limiter));
    if (limiter)
        *limiter = (struct limiter){ .room = limit };
    return limiter;
}

static void leave(struct limiter *limiter)
{
    struct waiter *waiter = limiter->first;
    while (waiter && async_future_set_result(&waiter->turn, NULL))
        waiter = waiter->next;
    if (!waiter)
        limiter->room++;
}

static void take_out(struct limiter *limiter, struct waiter *waiter)
{
    struct waiter **at = &limiter->first;
    while (*at != waiter)
        at = &(*at)->next;
    *at = waiter->next;
}

static int enter(struct limiter *limiter)
{
    struct waiter waiter = { .next = limiter->first };
    if (limiter->room) {
        limiter->room--;
        return 0;
    }
    async_future_init(&waiter.turn, "turn");
    limiter->first = &waiter;
    int err = async_await(&waiter.turn, NULL);
    bool has_turn =
        async_future_is_done(&waiter.turn) && !async_future_is_cancelled(&waiter.turn);
    take_out(limiter, &waiter);
    if (err && has_turn)
        leave(limiter);
    async_future_finish(&waiter.turn);
    return err;
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
    free(limiter);
}
