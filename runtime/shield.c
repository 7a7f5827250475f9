/* shield: an outer future that follows the inner one but keeps cancellation to itself. */
#include <async/shield.h>

#include <stdlib.h>

#include "future.h"
#include "loop.h"

struct shield {
    struct async_future future; /* must be first: the outer one */
    struct async_callback
        inner_done; /* holds a reference to the outer one while it is outstanding */
    struct async_callback outer_done; /* likewise */
    struct async_future *inner;       /* retained */
};

static void shield_destroy(struct async_future *future)
{
    struct shield *shield = (struct shield *)future;
    async_future_release(shield->inner);
    free(shield);
}

static const struct async_future_kind shield_kind = { .name = "shield",
                                                      .destroy = shield_destroy };

static void follow(struct async_future *outer, struct async_future *inner)
{
    struct async_error *detail;
    if (outer->state == ASYNC_FUTURE_CANCELLED) {
        if (inner->state != ASYNC_FUTURE_CANCELLED)
            inner->is_unseen = false;
    } else if (inner->state == ASYNC_FUTURE_CANCELLED) {
        future_cancel(outer, NULL);
    } else if (inner->state == ASYNC_FUTURE_FAILED) {
        int err = future_outcome(inner, &detail);
        future_settle_error(outer, err, detail);
    } else {
        future_settle_result(outer, inner->result);
    }
}

static void on_inner_done(struct async_future *inner, void *arg)
{
    struct shield *shield = arg;
    follow(&shield->future, inner);
    async_future_release(&shield->future);
}

static void on_outer_done(struct async_future *outer, void *arg)
{
    struct shield *shield = arg;
    if (async_future_remove_done_callback(shield->inner, &shield->inner_done))
        async_future_release(outer);
    async_future_release(outer);
}

struct async_future *async_shield(struct async_future *inner, const char *name)
{
    if (!inner || inner->state != ASYNC_FUTURE_PENDING)
        return async_future_retain(inner);
    struct shield *shield = calloc(1, sizeof(*shield));
    if (!shield)
        return NULL;
    async_future_init(&shield->future, name);
    shield->future.kind = &shield_kind;
    shield->future.refs = 3; /* the caller's, and one for each callback */
    shield->inner = async_future_retain(inner);
    async_future_add_done_callback(inner, &shield->inner_done, on_inner_done, shield);
    async_future_add_done_callback(&shield->future, &shield->outer_done, on_outer_done, shield);
    return &shield->future;
}
