/* wait: one callback record for each future it looks at, and a waiter that they wake. */
#include <async/wait.h>

#include <stdlib.h>

#include "clock.h"
#include "error.h"
#include "future.h"
#include "future_list.h"
#include "handle.h"
#include "loop.h"
#include "task.h"
#include "trace.h"

/* Outlives the wait, until the callbacks have run that were on the ready queue when it
 * ended: as in asyncio they still look at their futures. */
struct waiting {
    struct async_pending pending;
    struct async_loop *loop;
    struct async_future *waiter; /* on the stack of the task; NULL: it waits no more */
    struct async_handle timer;
    enum async_return_when when;
    uint32_t id;          /* in traces */
    size_t counter;       /* futures that are not done */
    size_t n;             /* callbacks */
    size_t n_outstanding; /* of them, those that may still run: they retain their futures */
    struct async_callback callbacks[];
};

static void waiting_free(struct waiting *waiting)
{
    loop_pending_remove(waiting->loop, &waiting->pending);
    free(waiting);
}

static void callback_over(struct waiting *waiting, struct async_future *future)
{
    waiting->n_outstanding--;
    async_future_release(future);
}

static bool ends_wait(struct waiting *waiting, struct async_future *future)
{
    if (waiting->counter)
        waiting->counter--;
    if (!waiting->counter || waiting->when == ASYNC_FIRST_COMPLETED)
        return true;
    if (waiting->when != ASYNC_FIRST_EXCEPTION || future->state == ASYNC_FUTURE_CANCELLED)
        return false;
    future->is_unseen = false; /* it was looked at */
    return future->err != 0;
}

static void on_completion(struct async_future *future, void *arg)
{
    struct waiting *waiting = arg;
    if (ends_wait(waiting, future) && waiting->waiter) {
        handle_cancel(waiting->loop, &waiting->timer);
        future_wake(waiting->waiter);
    }
    callback_over(waiting, future);
    if (!waiting->waiter && !waiting->n_outstanding)
        waiting_free(waiting);
}

static void on_timeout(void *arg)
{
    future_wake(arg);
}

/* The task goes on. */
static void waiting_end(struct waiting *waiting)
{
    waiting->waiter = NULL;
    handle_cancel(waiting->loop, &waiting->timer);
    for (size_t i = 0; i < waiting->n; i++) {
        struct async_callback *callback = &waiting->callbacks[i];
        struct async_future *future = callback->future;
        if (future && async_future_remove_done_callback(future, callback))
            callback_over(waiting, future);
    }
    if (!waiting->n_outstanding)
        waiting_free(waiting);
}

static void drop(struct async_pending *pending)
{
    struct waiting *waiting = CONTAINER(pending, struct waiting, pending);
    handle_cancel(waiting->loop, &waiting->timer);
    for (size_t i = 0; i < waiting->n; i++) {
        struct async_future *future = waiting->callbacks[i].future;
        callback_forget(&waiting->callbacks[i]);
        async_future_release(future);
    }
    waiting_free(waiting);
}

static struct waiting *waiting_create(struct async_loop *loop, size_t n)
{
    struct waiting *waiting = calloc(1, sizeof(*waiting) + n * sizeof(waiting->callbacks[0]));
    if (!waiting)
        return NULL;
    waiting->loop = loop;
    loop_pending_add(loop, &waiting->pending, drop);
    return waiting;
}

static void watch(struct waiting *waiting, const struct future_list *list)
{
    static const char *const ops[] = {
        [ASYNC_FIRST_COMPLETED] = "first",
        [ASYNC_FIRST_EXCEPTION] = "error",
        [ASYNC_ALL_COMPLETED] = "all",
    };
    for (size_t i = 0; i < list->n; i++) {
        struct async_future *future = future_at(list, i);
        if (!future_mark(future))
            continue;
        struct async_callback *callback = &waiting->callbacks[waiting->n++];
        async_future_add_done_callback(async_future_retain(future), callback, on_completion,
                                       waiting);
        TRACE(member, waiting->loop, &waiting->id, ops[waiting->when], future);
    }
    for (size_t i = 0; i < list->n; i++)
        future_at(list, i)->is_marked = false;
    waiting->counter = waiting->n;
    waiting->n_outstanding = waiting->n;
}

static int wait_for_waiter(struct waiting *waiting, int64_t timeout_ms, const char *site)
{
    struct async_loop *loop = waiting->loop;
    struct wait_reason reason = {
        .kind = "wait",
        .id = waiting->id,
        .until_ns = TIMER_NEVER,
    };
    if (timeout_ms != ASYNC_NO_TIMEOUT) {
        reason.until_ns = loop_deadline_ns(loop, timeout_ms);
        int err = handle_call_at_ns(loop, &waiting->timer, reason.until_ns, on_timeout,
                                    waiting->waiter);
        if (err)
            return err;
    }
    return task_wait(loop->current, waiting->waiter, &reason, site);
}

static int wait_for_some(const struct future_list *list, enum async_return_when when,
                         int64_t timeout_ms, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (!list->n)
        return async_raise(ASYNC_EVALUE, "there is nothing to wait for");
    struct waiting *waiting =
        future_list_has_gap(list) ? NULL : waiting_create(task->loop, list->n);
    if (!waiting)
        return async_raise(ASYNC_ENOMEM, "out of memory for a wait");
    struct async_future waiter;
    future_init_internal(&waiter);
    waiting->waiter = &waiter;
    waiting->when = when;
    watch(waiting, list);
    int err = wait_for_waiter(waiting, timeout_ms, site);
    waiting_end(waiting);
    async_future_finish(&waiter);
    return err;
}

int async_wait_futures(struct async_future *const futures[], size_t n,
                       enum async_return_when when, int64_t timeout_ms, const char *site)
{
    return wait_for_some(&(struct future_list){ .futures = futures, .n = n }, when, timeout_ms,
                         site);
}

int async_wait_tasks(struct async_task *const tasks[], size_t n, enum async_return_when when,
                     int64_t timeout_ms, const char *site)
{
    return wait_for_some(&(struct future_list){ .tasks = tasks, .n = n }, when, timeout_ms,
                         site);
}
