/* Queue: who finds it empty (or full) stands in line until it is woken, and then looks again: a
 * newcomer may have been faster.
 *
 * Who is woken but cancelled before it ran lets the next one go in its place. */
#include <async/queue.h>

#include <stdlib.h>

#include <async/error.h>

#include "queue_items.h"
#include "waiters.h"

int(async_queue_init)(struct async_queue *queue, size_t maxsize, const char *name)
{
    *queue = (struct async_queue){ .object = object_of("queue", name), .maxsize = maxsize };
    return maxsize ? queue_items_reserve(queue) : 0;
}

int(async_lifo_queue_init)(struct async_queue *queue, size_t maxsize, const char *name)
{
    int err = (async_queue_init)(queue, maxsize, name);
    queue->is_lifo = true;
    return err;
}

int(async_priority_queue_init)(struct async_queue *queue, size_t maxsize,
                               async_compare_fn *compare, const char *name)
{
    int err = (async_queue_init)(queue, maxsize, name);
    queue->compare = compare;
    return err;
}

void async_queue_finish(struct async_queue *queue)
{
    free(queue->items);
    queue->items = NULL;
    queue->cap = 0;
    queue_items_clear(queue);
}

size_t async_queue_size(const struct async_queue *queue)
{
    return queue->len;
}

bool async_queue_is_empty(const struct async_queue *queue)
{
    return !queue->len;
}

bool async_queue_is_full(const struct async_queue *queue)
{
    return queue->maxsize && queue->len >= queue->maxsize;
}

static inline void changed(struct async_queue *queue, const char *op)
{
    struct async_loop *loop = loop_current();
    TRACE(queue, loop, &queue->object, op, queue->len, queue->maxsize);
}

static int shut_down(void)
{
    return async_raise(ASYNC_EQUEUESHUTDOWN, "the queue was shut down");
}

/* Stands in line once, because the queue `is_blocked`. Not inlined: its frame would be made
 * for every item. */
__attribute__((noinline)) static int wait_in_line(
    struct async_queue *queue, struct async_waiters *line,
    bool (*is_blocked)(const struct async_queue *queue), const char *kind, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    struct async_waiter waiter;
    const struct wait_reason reason = object_reason(task, &queue->object, kind);
    int err = waiters_wait(line, &waiter, task, &reason, site);
    if (err && waiter.future.state == ASYNC_FUTURE_RESULT && !is_blocked(queue))
        waiters_pop(line);
    return err;
}

/* Puts an item into a queue that is not full. */
static inline int put_now(struct async_queue *queue, void *item)
{
    if (queue->is_shut_down)
        return shut_down();
    int err = queue_items_reserve(queue);
    if (err)
        return err;
    queue_items_push(queue, item);
    queue->unfinished++;
    changed(queue, "put");
    waiters_pop(&queue->getters);
    return 0;
}

int(async_queue_put)(struct async_queue *queue, void *item, const char *site)
{
    while (async_queue_is_full(queue)) {
        if (queue->is_shut_down)
            return shut_down();
        int err = wait_in_line(queue, &queue->putters, async_queue_is_full, "queue-put", site);
        if (err)
            return err;
    }
    return put_now(queue, item);
}

int async_queue_put_nowait(struct async_queue *queue, void *item)
{
    if (queue->is_shut_down)
        return shut_down();
    if (async_queue_is_full(queue))
        return async_raise(ASYNC_EQUEUEFULL, "the queue is full");
    return put_now(queue, item);
}

/* Takes the next item out of a queue that is not empty. */
static inline void *get_now(struct async_queue *queue)
{
    void *item = queue_items_pop(queue);
    changed(queue, "get");
    waiters_pop(&queue->putters);
    return item;
}

int(async_queue_get)(struct async_queue *queue, void **ret_item, const char *site)
{
    while (async_queue_is_empty(queue)) {
        if (queue->is_shut_down)
            return shut_down();
        int err = wait_in_line(queue, &queue->getters, async_queue_is_empty, "queue-get", site);
        if (err)
            return err;
    }
    *ret_item = get_now(queue);
    return 0;
}

int async_queue_get_nowait(struct async_queue *queue, void **ret_item)
{
    if (!queue->len)
        return queue->is_shut_down ? shut_down()
                                   : async_raise(ASYNC_EQUEUEEMPTY, "the queue is empty");
    *ret_item = get_now(queue);
    return 0;
}

static void wake_joiners_if_finished(struct async_queue *queue)
{
    if (!queue->unfinished)
        waiters_wake(&queue->joiners, SIZE_MAX);
}

int async_queue_task_done(struct async_queue *queue)
{
    if (!queue->unfinished)
        return async_raise(ASYNC_EVALUE, "every item was reported as done already");
    queue->unfinished--;
    changed(queue, "task-done");
    wake_joiners_if_finished(queue);
    return 0;
}

int(async_queue_join)(struct async_queue *queue, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (!queue->unfinished)
        return 0;
    struct async_waiter waiter;
    const struct wait_reason reason = object_reason(task, &queue->object, "queue-join");
    return waiters_wait(&queue->joiners, &waiter, task, &reason, site);
}

static void drop_items(struct async_queue *queue)
{
    queue->unfinished -= queue->len < queue->unfinished ? queue->len : queue->unfinished;
    queue_items_clear(queue);
    wake_joiners_if_finished(queue);
}

void async_queue_shutdown(struct async_queue *queue, bool is_immediate)
{
    queue->is_shut_down = true;
    if (is_immediate)
        drop_items(queue);
    changed(queue, "shutdown");
    while (waiters_pop(&queue->getters))
        ;
    while (waiters_pop(&queue->putters))
        ;
}
