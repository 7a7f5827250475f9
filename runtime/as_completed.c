/* as_completed: a queue that the futures' callbacks fill, in the order in which they run. */
#include <async/as_completed.h>

#include <stdlib.h>

#include "clock.h"
#include "error.h"
#include "future.h"
#include "future_list.h"
#include "handle.h"
#include "loop.h"
#include "task.h"
#include "trace.h"
#include "waiters.h"

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
    struct async_pending pending;
    struct async_loop *loop;
    struct async_handle timer;
    struct async_waiters getters; /* the tasks in next() */
    size_t n, n_todo;             /* distinct futures; of them, todo */
    size_t n_outstanding;         /* callbacks that have not run */
    size_t n_queued, n_taken;     /* entries put into the queue, and taken out */
    size_t n_asked;               /* entries taken out or waited for */
    struct async_future **queue;  /* in the order they were done; NULL: timed out */
    bool is_left;                 /* destroyed by its user */
    uint32_t id;                  /* in traces */
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
    if (it->is_left && !it->n_outstanding && !it->timer.timer_place)
        it_free(it);
}

static void drop(struct async_pending *pending)
{
    struct async_as_completed *it = CONTAINER(pending, struct async_as_completed, pending);
    handle_cancel(it->loop, &it->timer);
    for (size_t i = 0; i < it->n; i++)
        callback_forget(&it->completions[i].done);
    it_free(it);
}

static void enqueue(struct async_as_completed *it, struct async_future *future)
{
    it->queue[it->n_queued++] = future;
    waiters_pop(&it->getters);
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
            handle_cancel(it->loop, &it->timer);
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
static void watch(struct async_as_completed *it, const struct future_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct async_future *future = future_at(list, i);
        if (!future_mark(future))
            continue;
        struct completion *completion = &it->completions[it->n++];
        completion->it = it;
        completion->future = async_future_retain(future);
        completion->is_todo = true;
        async_future_add_done_callback(future, &completion->done, on_done, completion);
        TRACE(member, it->loop, &it->id, "next", future);
    }
    for (size_t i = 0; i < list->n; i++)
        future_at(list, i)->is_marked = false;
    it->n_todo = it->n;
    it->n_outstanding = it->n;
    loop_pending_add(it->loop, &it->pending, drop);
}

static struct async_as_completed *iterate(const struct future_list *list, int64_t timeout_ms)
{
    size_t n = list->n;
    struct async_as_completed *it = calloc(1, sizeof(*it) + n * sizeof(it->completions[0]));
    struct async_future **queue = calloc(n ? n : 1, sizeof(*queue));
    struct async_loop *loop = loop_current();
    if (!loop || !it || !queue || future_list_has_gap(list))
        goto fail;
    it->loop = loop;
    it->queue = queue;
    if (n && timeout_ms != ASYNC_NO_TIMEOUT &&
        handle_call_at_ns(it->loop, &it->timer, loop_deadline_ns(it->loop, timeout_ms),
                          on_time_over, it))
        goto fail;
    watch(it, list);
    return it;
fail:
    free(queue);
    free(it);
    return NULL;
}

struct async_as_completed *async_as_completed_futures(struct async_future *const futures[],
                                                      size_t n, int64_t timeout_ms)
{
    return iterate(&(struct future_list){ .futures = futures, .n = n }, timeout_ms);
}

struct async_as_completed *async_as_completed_tasks(struct async_task *const tasks[], size_t n,
                                                    int64_t timeout_ms)
{
    return iterate(&(struct future_list){ .tasks = tasks, .n = n }, timeout_ms);
}

/* Waits for an entry in the queue. */
static int wait_for_entry(struct async_as_completed *it, struct async_task *task,
                          const char *site)
{
    const struct wait_reason reason = {
        .kind = "as_completed",
        .id = it->id,
        .until_ns = TIMER_NEVER,
    };
    while (it->n_taken == it->n_queued) {
        struct async_waiter getter;
        int err = waiters_wait(&it->getters, &getter, task, &reason, site);
        if (!err)
            continue;
        if (getter.future.state == ASYNC_FUTURE_RESULT && it->n_taken < it->n_queued)
            waiters_pop(&it->getters); /* chosen in vain: the next one goes */
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
    if (it->n_asked == it->n)
        return async_raise(ASYNC_EVALUE, "all have been handed out");
    it->n_asked++;
    int err = wait_for_entry(it, task, site);
    if (err) {
        it->n_asked--;
        return err;
    }
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
