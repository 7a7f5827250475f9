/* Settling puts the whole list of callbacks on the ready queue at once; everything else follows
 * from nothing ever being called directly. */
#include "future.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "loop.h"
#include "task.h"
#include "trace.h"

void async_future_init(struct async_future *future, const char *name)
{
    *future = (struct async_future){ .name = name, .refs = 1 };
    struct async_loop *loop = loop_current();
    TRACE(future_created, loop, future);
}

static void report_unseen(struct async_loop *loop, struct async_future *future)
{
    const struct async_task *task = task_of(future);
    const char *name = task ? task_title(task) : future->name;
    char *text = error_text(future->err, future->error);
    loop_report(loop, ASYNC_REPORT_NEVER_RETRIEVED, task_site(future), future,
                "%s '%s' failed and nobody looked at its error: %s", task ? "task" : "future",
                name ? name : "?", text ? text : async_strerror(future->err));
    free(text);
}

/* Gives up what a done or dropped future holds, and reports an error that nobody has looked at.
 */
static void finish(struct async_future *future)
{
    struct async_loop *loop = loop_current();
    if (future->is_unseen && loop)
        report_unseen(loop, future);
    future->is_unseen = false;
    async_error_release(future->error);
    async_error_release(future->cancel_detail);
    future->error = NULL;
    future->cancel_detail = NULL;
}

void async_future_finish(struct async_future *future)
{
    finish(future);
}

static void plain_destroy(struct async_future *future)
{
    free(future);
}

static const struct async_future_kind plain_kind = { .name = "future",
                                                     .destroy = plain_destroy };

struct async_future *async_future_create(const char *name)
{
    struct async_future *future = malloc(sizeof(*future));
    if (!future)
        return NULL;
    async_future_init(future, name);
    future->kind = &plain_kind;
    return future;
}

struct async_future *async_future_retain(struct async_future *future)
{
    if (future)
        future->refs++;
    return future;
}

void async_future_release(struct async_future *future)
{
    if (!future || --future->refs)
        return;
    finish(future);
    future->kind->destroy(future);
}

static void settle(struct async_future *future, enum async_future_state state)
{
    struct async_loop *loop = loop_current();
    future->state = (uint8_t)state;
    TRACE(future_settled, loop, future);
    if (!future->first)
        return;
    loop_push_list(loop, future->first, future->last);
    future->first = NULL;
}

void future_settle_result(struct async_future *future, void *result)
{
    future->result = result;
    settle(future, ASYNC_FUTURE_RESULT);
}

void future_settle_error(struct async_future *future, int err, struct async_error *error)
{
    future->error = error;
    future->err = err;
    future->is_unseen = true;
    settle(future, ASYNC_FUTURE_FAILED);
}

void future_settle_cancelled(struct async_future *future, struct async_error *detail)
{
    future->error = detail;
    future->err = ASYNC_ECANCELED;
    settle(future, ASYNC_FUTURE_CANCELLED);
}

void future_set_cancel_detail(struct async_future *future, struct async_error *detail)
{
    struct async_error *old = future->cancel_detail;
    future->cancel_detail = async_error_retain(detail);
    async_error_release(old);
}

struct async_error *future_cancelled_error(struct async_future *future)
{
    if (future->state != ASYNC_FUTURE_CANCELLED || !future->error)
        return async_error_retain(future->cancel_detail);
    struct async_error *error = future->error;
    future->error = NULL;
    return error;
}

bool future_cancel(struct async_future *future, struct async_error *detail)
{
    if (future->kind && future->kind->cancel)
        return future->kind->cancel(future, detail);
    future->is_unseen = false;
    if (future->state != ASYNC_FUTURE_PENDING)
        return false;
    future_set_cancel_detail(future, detail);
    future_settle_cancelled(future, NULL);
    return true;
}

bool async_future_cancel(struct async_future *future, const char *message)
{
    if (!future)
        return false;
    struct async_error *detail = error_create(ASYNC_ECANCELED, message);
    bool is_asked = future_cancel(future, detail);
    async_error_release(detail);
    return is_asked;
}

static int check_settable(const struct async_future *future)
{
    if (task_of(future))
        return async_raise(ASYNC_ERUNTIME, "only its coroutine settles a task");
    if (future->state != ASYNC_FUTURE_PENDING)
        return async_raise(ASYNC_EINVALIDSTATE, "the future is done already");
    return 0;
}

int async_future_set_result(struct async_future *future, void *result)
{
    int err = check_settable(future);
    if (!err)
        future_settle_result(future, result);
    return err;
}

int async_future_set_error(struct async_future *future, int error)
{
    int err = error < 0 ? check_settable(future)
                        : async_raise(ASYNC_EVALUE, "%d is not an error", error);
    if (!err)
        future_settle_error(future, error, async_error_retain(async_error_last(error)));
    return err;
}

bool async_future_is_done(const struct async_future *future)
{
    return future->state != ASYNC_FUTURE_PENDING;
}

bool async_future_is_cancelled(const struct async_future *future)
{
    return future->state == ASYNC_FUTURE_CANCELLED;
}

int future_outcome(struct async_future *future, struct async_error **ret_detail)
{
    future->is_unseen = false;
    if (future->state == ASYNC_FUTURE_RESULT) {
        *ret_detail = NULL;
        return 0;
    }
    if (future->state == ASYNC_FUTURE_CANCELLED)
        *ret_detail = future_cancelled_error(future);
    else
        *ret_detail = async_error_retain(future->error);
    return future->err;
}

int async_future_result(struct async_future *future, void **ret_result)
{
    if (future->state == ASYNC_FUTURE_PENDING)
        return async_raise(ASYNC_EINVALIDSTATE, "the future is not done yet");
    struct async_error *detail;
    int err = future_outcome(future, &detail);
    if (err)
        return error_attach(err, detail);
    if (ret_result)
        *ret_result = future->result;
    return 0;
}

int async_future_exception(struct async_future *future, int *ret_error)
{
    if (future->state == ASYNC_FUTURE_PENDING)
        return async_raise(ASYNC_EINVALIDSTATE, "the future is not done yet");
    struct async_error *detail;
    int err = future_outcome(future, &detail);
    if (err)
        error_attach(err, detail);
    if (future->state == ASYNC_FUTURE_CANCELLED)
        return err;
    *ret_error = err;
    return 0;
}

bool future_remove_node(struct async_future *future, struct async_node *node)
{
    struct async_node *before = NULL;
    for (struct async_node *at = future->first; at; before = at, at = at->next) {
        if (at != node)
            continue;
        if (before)
            before->next = node->next;
        else
            future->first = node->next;
        if (future->last == node)
            future->last = before;
        return true;
    }
    return false;
}

void future_forget_node(struct async_future *future, struct async_node *node)
{
    if (!future_remove_node(future, node))
        loop_forget(loop_current(), node);
}

static void run_callback(struct async_node *node)
{
    struct async_callback *callback = CONTAINER(node, struct async_callback, node);
    struct async_future *future = callback->future;
    callback->future = NULL;
    callback->fn(future, callback->arg);
}

void async_future_add_done_callback(struct async_future *future,
                                    struct async_callback *callback,
                                    void (*fn)(struct async_future *future, void *arg),
                                    void *arg)
{
    *callback = (struct async_callback){
        .node = { .run = run_callback },
        .future = future,
        .fn = fn,
        .arg = arg,
    };
    if (future->state == ASYNC_FUTURE_PENDING)
        future_add_node(future, &callback->node);
    else
        loop_push(loop_current(), &callback->node);
}

bool async_future_remove_done_callback(struct async_future *future,
                                       struct async_callback *callback)
{
    if (callback->future != future || !future_remove_node(future, &callback->node))
        return false;
    callback->future = NULL;
    return true;
}

void callback_forget(struct async_callback *callback)
{
    if (callback->future)
        future_forget_node(callback->future, &callback->node);
    callback->future = NULL;
}
