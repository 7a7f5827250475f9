/* gather: an outer future that counts its children.
 *
 * Each distinct child gets one callback record in the gather's own block, which therefore lives
 * until the last of them has run: the outer future keeps a reference to itself while one is
 * outstanding. */
#include <async/gather.h>

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "future.h"
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

static void adopt(struct gather *gather, struct async_future *const futures[])
{
    for (size_t i = 0; i < gather->n; i++) {
        struct child *child = &gather->children[i];
        child->future = async_future_retain(futures[i]);
        if (!future_mark(futures[i]))
            continue;
        child->gather = gather;
        gather->n_distinct++;
        TRACE(gathered, gather->loop, &gather->future, futures[i]);
    }
    for (size_t i = 0; i < gather->n; i++)
        futures[i]->is_marked = false;
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

struct async_future *async_gather_futures(struct async_future *const futures[], size_t n,
                                          bool return_errors, const char *name)
{
    struct gather *gather = gather_create(n, return_errors, name);
    if (!gather)
        return NULL;
    adopt(gather, futures);
    watch_pending_children(gather);
    count_done_children(gather);
    if (!n)
        future_settle_result(&gather->future, gather->outcomes);
    return &gather->future;
}

/* ---- await gather(coroutines) ---- */

static void release_tasks(struct async_future *tasks[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        async_future_release(tasks[i]);
    free(tasks);
}

static void close_coros(struct async_coro *const coros[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        async_coro_close(coros[i]);
}

static bool has_null(struct async_coro *const coros[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!coros[i])
            return true;
    return false;
}

/* Tasks of all the coroutines. The blocks of tasks are there already, so that nothing fails
 * half way. */
static struct async_future **tasks_create(struct async_coro *const coros[], size_t n)
{
    struct async_future **tasks = has_null(coros, n) ? NULL : calloc(n ? n : 1, sizeof(*tasks));
    if (!tasks) {
        close_coros(coros, n);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        tasks[i] = async_task_future((async_create_task)(coros[i], NULL));
    return tasks;
}

/* Awaits a gather over new tasks; on success the caller reads and releases `*ret_outer`. */
static int gather_await(struct async_coro *const coros[], size_t n, bool return_errors,
                        struct async_future **ret_outer, const char *site)
{
    if (!task_current()) {
        close_coros(coros, n);
        return ASYNC_ERUNTIME;
    }
    struct async_future **tasks = tasks_create(coros, n);
    if (!tasks)
        return async_raise(ASYNC_ENOMEM, "out of memory for a gather");
    struct async_future *outer = async_gather_futures(tasks, n, return_errors, NULL);
    release_tasks(tasks, n);
    if (!outer)
        return async_raise(ASYNC_ENOMEM, "out of memory for a gather");
    int err = async_future_await(outer, NULL, site);
    if (err)
        async_future_release(outer);
    else
        *ret_outer = outer;
    return err;
}

int(async_gather)(struct async_coro *const coros[], size_t n, void *results[], const char *site)
{
    struct async_future *outer;
    int err = gather_await(coros, n, false, &outer, site);
    if (err)
        return err;
    const struct async_outcome *outcomes = outer->result;
    for (size_t i = 0; results && i < n; i++)
        results[i] = outcomes[i].result;
    async_future_release(outer);
    return 0;
}

int(async_gather_outcomes)(struct async_coro *const coros[], size_t n,
                           struct async_outcome outcomes[], const char *site)
{
    struct async_future *outer;
    int err = gather_await(coros, n, true, &outer, site);
    if (err)
        return err;
    const struct async_outcome *all = outer->result;
    for (size_t i = 0; i < n; i++) {
        outcomes[i] = all[i];
        async_error_retain(outcomes[i].error);
    }
    async_future_release(outer);
    return 0;
}
