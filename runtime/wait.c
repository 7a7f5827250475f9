/* wait and as_completed: one callback record for each future they look at. */
#include <async/wait.h>

#include <stdlib.h>

#include "clock.h"
#include "error.h"
#include "future.h"
#include "loop.h"
#include "task.h"

static void set_waiter(struct async_future *waiter)
{
    if (waiter->state == ASYNC_FUTURE_PENDING)
        future_settle_result(waiter, NULL);
}

static void on_timeout(void *arg)
{
    set_waiter(arg);
}

/* ---- wait ---- */

struct waiting {
    struct async_loop *loop;
    struct async_future waiter;
    struct async_handle timer;
    enum async_return_when when;
    size_t counter; /* futures that are not done */
    struct async_callback *callbacks;
};

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
    if (!ends_wait(waiting, future))
        return;
    loop_handle_cancel(waiting->loop, &waiting->timer);
    set_waiter(&waiting->waiter);
}

static void unmark(struct async_future *const futures[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        futures[i]->is_marked = false;
}

static int wait_for_waiter(struct waiting *waiting, int64_t timeout_ms, const char *site)
{
    struct async_loop *loop = waiting->loop;
    struct wait_reason reason = { .kind = "wait", .until_ns = TIMER_NEVER };
    if (timeout_ms != ASYNC_NO_TIMEOUT) {
        reason.until_ns = loop_deadline_ns(loop, timeout_ms);
        int err = loop_call_at_ns(loop, &waiting->timer, reason.until_ns, on_timeout,
                                  &waiting->waiter);
        if (err)
            return err;
    }
    int err = task_wait(loop->current, &waiting->waiter, &reason, site);
    loop_handle_cancel(loop, &waiting->timer);
    return err;
}

int(async_wait)(struct async_future *const futures[], size_t n, enum async_return_when when,
                int64_t timeout_ms, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (!n)
        return async_raise(ASYNC_EVALUE, "there is nothing to wait for");
    struct waiting waiting = { .loop = task->loop, .when = when };
    waiting.callbacks = calloc(n, sizeof(waiting.callbacks[0]));
    if (!waiting.callbacks)
        return async_raise(ASYNC_ENOMEM, "out of memory for a wait");
    future_init_internal(&waiting.waiter);
    for (size_t i = 0; i < n; i++) {
        if (!future_mark(futures[i]))
            continue;
        waiting.counter++;
        async_future_add_done_callback(futures[i], &waiting.callbacks[i], on_completion,
                                       &waiting);
    }
    unmark(futures, n);
    int err = wait_for_waiter(&waiting, timeout_ms, site);
    for (size_t i = 0; i < n; i++)
        callback_forget(&waiting.callbacks[i]);
    async_future_finish(&waiting.waiter);
    free(waiting.callbacks);
    return err;
}

/* ---- as_completed ---- */

/* One future of the iteration. */
struct completion {
    struct async_callback done;
    struct async_future *future; /* retained */
    struct async_as_completed *it;
    bool is_todo; /* neither done nor timed out */
};

/* Who leaves early leaves the callbacks and the timer behind, as in asyncio: it then goes when
 * the last of them has come. */
struct async_as_completed {
    struct loop_pending pending;
    struct async_loop *loop;
    struct async_handle timer;
    struct async_future *getter; /* on the stack of the task in next(); NULL: nobody is there */
    size_t n, n_todo;            /* distinct futures; of them, todo */
    size_t n_outstanding;        /* callbacks that have not run */
    size_t n_queued, n_taken;    /* entries put into the queue, and taken out */
    struct async_future **queue; /* in the order they were done; NULL: timed out */
    bool is_left;                /* destroyed by its user */
    struct completion completions[];
};

static void it_free(struct async_as_completed *it)
{
    loop_pending_remove(it->loop, &it->pending);
    for (size_t i = 0; i < it->n; i++)
        async_future_release(it->completions[i].future);
    free(it->queue);
    free(it);
}

static void free_if_over(struct async_as_completed *it)
{
    if (it->is_left && !it->n_outstanding && !it->timer.heap_index)
        it_free(it);
}

static void drop(struct loop_pending *pending)
{
    struct async_as_completed *it = CONTAINER(pending, struct async_as_completed, pending);
    loop_handle_cancel(it->loop, &it->timer);
    for (size_t i = 0; i < it->n; i++)
        callback_forget(&it->completions[i].done);
    it_free(it);
}

static void enqueue(struct async_as_completed *it, struct async_future *future)
{
    it->queue[it->n_queued++] = future;
    if (it->getter)
        set_waiter(it->getter);
    it->getter = NULL;
}

static void on_done(struct async_future *future, void *arg)
{
    struct completion *completion = arg;
    struct async_as_completed *it = completion->it;
    it->n_outstanding--;
    if (completion->is_todo) {
        completion->is_todo = false;
        enqueue(it, future);
        if (!--it->n_todo)
            loop_handle_cancel(it->loop, &it->timer);
    }
    free_if_over(it);
}

static void on_time_over(void *arg)
{
    struct async_as_completed *it = arg;
    it->n_todo = 0;
    for (size_t i = 0; i < it->n; i++) {
        struct completion *completion = &it->completions[i];
        if (!completion->is_todo)
            continue;
        completion->is_todo = false;
        if (async_future_remove_done_callback(completion->future, &completion->done))
            it->n_outstanding--;
        enqueue(it, NULL);
    }
    free_if_over(it);
}

/* Callbacks on the distinct futures. */
static void watch(struct async_as_completed *it, struct async_future *const futures[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!future_mark(futures[i]))
            continue;
        struct completion *completion = &it->completions[it->n++];
        completion->it = it;
        completion->future = async_future_retain(futures[i]);
        completion->is_todo = true;
        async_future_add_done_callback(futures[i], &completion->done, on_done, completion);
    }
    unmark(futures, n);
    it->n_todo = it->n;
    it->n_outstanding = it->n;
    loop_pending_add(it->loop, &it->pending, drop);
}

struct async_as_completed *async_as_completed(struct async_future *const futures[], size_t n,
                                              int64_t timeout_ms)
{
    struct async_as_completed *it = calloc(1, sizeof(*it) + n * sizeof(it->completions[0]));
    struct async_future **queue = calloc(n ? n : 1, sizeof(*queue));
    if (!it || !queue)
        goto out_of_memory;
    it->loop = loop_current();
    it->queue = queue;
    if (n && timeout_ms != ASYNC_NO_TIMEOUT &&
        loop_call_at_ns(it->loop, &it->timer, loop_deadline_ns(it->loop, timeout_ms),
                        on_time_over, it))
        goto out_of_memory;
    watch(it, futures, n);
    return it;
out_of_memory:
    free(queue);
    free(it);
    return NULL;
}

/* Waits for an entry in the queue. */
static int wait_for_entry(struct async_as_completed *it, struct async_task *task,
                          const char *site)
{
    const struct wait_reason reason = { .kind = "as_completed", .until_ns = TIMER_NEVER };
    while (it->n_taken == it->n_queued) {
        struct async_future getter;
        future_init_internal(&getter);
        it->getter = &getter;
        int err = task_wait(task, &getter, &reason, site);
        it->getter = NULL;
        async_future_finish(&getter);
        if (err)
            return err;
    }
    return 0;
}

int(async_as_completed_next)(struct async_as_completed *it, struct async_future **ret_future,
                             const char *site)
{
    if (!it)
        return async_raise(ASYNC_ENOMEM, "out of memory for as_completed");
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (it->n_taken == it->n)
        return async_raise(ASYNC_EVALUE, "all have been handed out");
    int err = wait_for_entry(it, task, site);
    if (err)
        return err;
    struct async_future *future = it->queue[it->n_taken++];
    if (!future)
        return error_attach(ASYNC_ETIMEDOUT, NULL);
    *ret_future = future;
    return 0;
}

void async_as_completed_destroy(struct async_as_completed *it)
{
    if (!it)
        return;
    it->is_left = true;
    free_if_over(it);
}
