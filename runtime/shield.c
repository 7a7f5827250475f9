/* shield: an outer future that follows the inner one but keeps cancellation to itself. */
#include <async/shield.h>

#include <stdlib.h>

#include <async/error.h>

#include "future.h"
#include "loop.h"

/* Keeps a reference to itself while one of its callbacks is outstanding. */
struct shield {
    struct async_future future;   /* must be first: the outer one */
    struct async_pending pending; /* while callbacks are outstanding */
    struct async_loop *loop;
    struct async_future *inner; /* retained */
    struct async_callback inner_done, outer_done;
    unsigned n_outstanding;
};

static void shield_destroy(struct async_future *future)
{
    struct shield *shield = (struct shield *)future;
    async_future_release(shield->inner);
    free(shield);
}

static const struct async_future_kind shield_kind = { .name = "shield",
                                                      .destroy = shield_destroy };

/* The outer one gets what the inner one got. Somebody may have settled it meanwhile: where
 * asyncio's callback raises InvalidStateError, the loop reports it. */
static void follow(struct async_loop *loop, struct async_future *outer,
                   struct async_future *inner)
{
    struct async_error *detail;
    if (inner->state == ASYNC_FUTURE_CANCELLED) {
        future_cancel(outer, NULL);
        return;
    }
    int err = future_outcome(inner, &detail);
    if (outer->state == ASYNC_FUTURE_PENDING && err) {
        future_settle_error(outer, err, detail);
        return;
    }
    async_error_release(detail);
    if (outer->state == ASYNC_FUTURE_PENDING)
        future_settle_result(outer, inner->result);
    else if (outer->state != ASYNC_FUTURE_CANCELLED)
        loop_report(loop, ASYNC_REPORT_INVALID_STATE, NULL, outer,
                    "the future of a shield was settled before what it shields");
}

static void callback_over(struct shield *shield)
{
    if (--shield->n_outstanding)
        return;
    loop_pending_remove(shield->loop, &shield->pending);
    async_future_release(&shield->future);
}

static void on_inner_done(struct async_future *inner, void *arg)
{
    struct shield *shield = arg;
    follow(shield->loop, &shield->future, inner);
    callback_over(shield);
}

static void on_outer_done(struct async_future *outer, void *arg)
{
    struct shield *shield = arg;
    if (async_future_remove_done_callback(shield->inner, &shield->inner_done))
        shield->n_outstanding--;
    callback_over(shield);
}

static void drop(struct async_pending *pending)
{
    struct shield *shield = CONTAINER(pending, struct shield, pending);
    callback_forget(&shield->inner_done);
    callback_forget(&shield->outer_done);
    shield->n_outstanding = 1;
    callback_over(shield);
}

struct async_future *async_shield(struct async_future *inner, const char *name)
{
    if (!inner || inner->state != ASYNC_FUTURE_PENDING)
        return async_future_retain(inner);
    struct async_loop *loop = loop_current();
    struct shield *shield = loop ? calloc(1, sizeof(*shield)) : NULL;
    if (!shield)
        return NULL;
    async_future_init(&shield->future, name);
    shield->future.kind = &shield_kind;
    shield->future.refs = 2; /* the caller's, and its own */
    shield->loop = loop;
    shield->inner = async_future_retain(inner);
    shield->n_outstanding = 2;
    loop_pending_add(shield->loop, &shield->pending, drop);
    async_future_add_done_callback(inner, &shield->inner_done, on_inner_done, shield);
    async_future_add_done_callback(&shield->future, &shield->outer_done, on_outer_done, shield);
    return &shield->future;
}
