/* gather: an outer future that counts its children.
 *
 * Each distinct child gets one callback record in the gather's own block, which therefore lives
 * until the last of them has run: the outer future keeps a reference to itself while one is
 * outstanding. */
#include <async/gather.h>

#include <stdlib.h>

#include "error.h"
#include "future.h"
#include "future_list.h"
#include "loop.h"
#include "task.h"
#include "trace.h"

struct gather {
    struct async_future future;   /* must be first: the outer one */
    struct async_pending pending; /* while callbacks are outstanding */
    struct async_loop *loop;
    struct async_outcome *outcomes;
    size_t n;          /* arguments */
    size_t n_distinct; /* callbacks */
    size_t n_finished;
    size_t n_outstanding; /* callbacks that have not run */
    bool return_errors;
    bool is_cancel_requested;
    struct child {
        struct async_node done; /* called when it is; `run` is NULL when not waiting for that */
        struct async_future *future; /* retained */
        struct gather *gather; /* NULL: stands further left already, and is counted there */
    } children[];
};

static bool gather_cancel(struct async_future *future, struct async_error *detail)
{
    struct gather *gather = (struct gather *)future;
    if (future->state != ASYNC_FUTURE_PENDING)
        return false;
    bool is_asked = false;
    for (size_t i = 0; i < gather->n; i++)
        is_asked |= future_cancel(gather->children[i].future, detail);
    gather->is_cancel_requested |= is_asked;
    return is_asked;
}

static void gather_destroy(struct async_future *future)
{
    struct gather *gather = (struct gather *)future;
    for (size_t i = 0; i < gather->n; i++) {
        async_error_release(gather->outcomes[i].error);
        async_future_release(gather->children[i].future);
    }
    free(gather->outcomes);
    free(gather);
}

static const struct async_future_kind gather_kind = {
    .name = "gather",
    .cancel = gather_cancel,
    .destroy = gather_destroy,
};

static void fail(struct gather *gather, struct async_future *child)
{
    struct async_error *detail;
    int err = future_outcome(child, &detail);
    future_settle_error(&gather->future, err, detail);
}

/* All are done: the list of outcomes, in argument order. */
static void complete(struct gather *gather)
{
    for (size_t i = 0; i < gather->n; i++) {
        struct async_future *child = gather->children[i].future;
        struct async_outcome *outcome = &gather->outcomes[i];
        outcome->err = child->err;
        outcome->result = child->result;
        child->is_unseen = false;
        bool is_cancelled = child->state == ASYNC_FUTURE_CANCELLED;
        outcome->error = async_error_retain(is_cancelled ? child->cancel_detail : child->error);
    }
    if (gather->is_cancel_requested) {
        struct async_future *last = gather->children[gather->n - 1].future;
        future_settle_error(&gather->future, ASYNC_ECANCELED, future_cancelled_error(last));
    } else {
        future_settle_result(&gather->future, gather->outcomes);
    }
}

static void child_done(struct gather *gather, struct async_future *child)
{
    gather->n_finished++;
    if (gather->future.state != ASYNC_FUTURE_PENDING) {
        if (child->state != ASYNC_FUTURE_CANCELLED)
            child->is_unseen = false;
    } else if (!gather->return_errors && child->err) {
        fail(gather, child);
    } else if (gather->n_finished == gather->n_distinct) {
        complete(gather);
    }
}

static void callbacks_over(struct gather *gather)
{
    loop_pending_remove(gather->loop, &gather->pending);
    async_future_release(&gather->future);
}

static void child_done_later(struct async_node *node)
{
    struct child *child = CONTAINER(node, struct child, done);
    struct gather *gather = child->gather;
    node->run = NULL;
    child_done(gather, child->future);
    if (!--gather->n_outstanding)
        callbacks_over(gather);
}

static void drop(struct async_pending *pending)
{
    struct gather *gather = CONTAINER(pending, struct gather, pending);
    for (size_t i = 0; i < gather->n; i++) {
        struct child *child = &gather->children[i];
        if (child->done.run)
            future_forget_node(child->future, &child->done);
    }
    callbacks_over(gather);
}

static struct gather *gather_create(size_t n, bool return_errors, const char *name)
{
    struct async_loop *loop = loop_current();
    struct gather *gather =
        loop ? calloc(1, sizeof(*gather) + n * sizeof(gather->children[0])) : NULL;
    if (!gather)
        return NULL;
    gather->outcomes = calloc(n ? n : 1, sizeof(gather->outcomes[0]));
    if (!gather->outcomes) {
        free(gather);
        return NULL;
    }
    async_future_init(&gather->future, name);
    gather->future.kind = &gather_kind;
    gather->loop = loop;
    gather->n = n;
    gather->return_errors = return_errors;
    return gather;
}

static void adopt(struct gather *gather, const struct future_list *list)
{
    for (size_t i = 0; i < gather->n; i++) {
        struct child *child = &gather->children[i];
        child->future = async_future_retain(future_at(list, i));
        if (!future_mark(child->future))
            continue;
        child->gather = gather;
        gather->n_distinct++;
        TRACE(member, gather->loop, &gather->future.id, "all", child->future);
    }
    for (size_t i = 0; i < gather->n; i++)
        gather->children[i].future->is_marked = false;
}

static void watch_pending_children(struct gather *gather)
{
    for (size_t i = 0; i < gather->n; i++) {
        struct child *child = &gather->children[i];
        if (!child->gather || child->future->state != ASYNC_FUTURE_PENDING)
            continue;
        child->done.run = child_done_later;
        future_add_node(child->future, &child->done);
        gather->n_outstanding++;
    }
    if (!gather->n_outstanding)
        return;
    async_future_retain(&gather->future);
    loop_pending_add(gather->loop, &gather->pending, drop);
}

static void count_done_children(struct gather *gather)
{
    for (size_t i = 0; i < gather->n; i++) {
        struct child *child = &gather->children[i];
        if (child->gather && child->future->state != ASYNC_FUTURE_PENDING)
            child_done(gather, child->future);
    }
}

static struct async_future *gather_over(const struct future_list *list, bool return_errors,
                                        const char *name)
{
    struct gather *gather =
        future_list_has_gap(list) ? NULL : gather_create(list->n, return_errors, name);
    if (!gather)
        return NULL;
    adopt(gather, list);
    watch_pending_children(gather);
    count_done_children(gather);
    if (!list->n)
        future_settle_result(&gather->future, gather->outcomes);
    return &gather->future;
}

struct async_future *async_gather_create_futures(struct async_future *const futures[], size_t n,
                                                 bool return_errors, const char *name)
{
    return gather_over(&(struct future_list){ .futures = futures, .n = n }, return_errors,
                       name);
}

struct async_future *async_gather_create_tasks(struct async_task *const tasks[], size_t n,
                                               bool return_errors, const char *name)
{
    return gather_over(&(struct future_list){ .tasks = tasks, .n = n }, return_errors, name);
}
