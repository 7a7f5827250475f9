/* Queues between tasks. Mirrors asyncio.Queue, LifoQueue and PriorityQueue. */
#ifndef ASYNC_QUEUE_H
#define ASYNC_QUEUE_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Negative, 0 or positive as `a` comes out before, with or after `b`. */
typedef int async_compare_fn(const void *a, const void *b);

/* Storage of a queue; the fields are private. */
struct async_queue {
    struct async_object object;
    struct async_waiters getters, putters, joiners;
    void **items;              /* ring, stack or heap */
    size_t head, len, cap;     /* head: first of a ring, else 0 */
    size_t maxsize;            /* 0: unbounded */
    size_t unfinished;         /* items put and not yet reported by task_done */
    async_compare_fn *compare; /* NULL unless it is a priority queue */
    bool is_lifo;
    bool is_shut_down;
};

/* Make a queue for up to `maxsize` items (0: unbounded): first in, first out; last in, first
 * out; or the smallest by compare(a, b) first. Items are pointers that pass through; the queue
 * does not own what they point to. `queue` is caller storage, which must outlive every waiter
 * and be given up by async_queue_finish(). Its name in traces is the expression. Return 0, or
 * ASYNC_ENOMEM: the room of a bounded queue is allocated here. Mirror asyncio.Queue(maxsize),
 * LifoQueue and PriorityQueue.
 * Example:
 *     struct async_queue orders, urgent;
 *     int err = async_queue_init(&orders, 10);
 *     if (!err)
 *         err = async_priority_queue_init(&urgent, 0, compare_deadlines); */
ASYNC_MUST_CHECK int async_queue_init(struct async_queue *queue, size_t maxsize,
                                      const char *name);
#define async_queue_init(queue, maxsize) (async_queue_init)((queue), (maxsize), #queue)
ASYNC_MUST_CHECK int async_lifo_queue_init(struct async_queue *queue, size_t maxsize,
                                           const char *name);
#define async_lifo_queue_init(queue, maxsize) \
    (async_lifo_queue_init)((queue), (maxsize), #queue)
ASYNC_MUST_CHECK int async_priority_queue_init(struct async_queue *queue, size_t maxsize,
                                               async_compare_fn *compare, const char *name);
#define async_priority_queue_init(queue, maxsize, compare) \
    (async_priority_queue_init)((queue), (maxsize), (compare), #queue)

/* Frees its memory. Nobody may be waiting; items that are left are dropped. Never suspends. */
void async_queue_finish(struct async_queue *queue);

/* Puts an item in, waiting while the queue is full. A newcomer may take the slot before a
 * waiter that was woken for it, which then waits again, at the end.
 *
 * May suspend. Returns 0; ASYNC_ECANCELED, and the item is not in; ASYNC_EQUEUESHUTDOWN;
 * ASYNC_ENOMEM (unbounded ones only); ASYNC_ERUNTIME if it would have to wait outside a task.
 * Mirrors Queue.put().
 * Example:
 *     int err = async_queue_put(&orders, order);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_queue_put(struct async_queue *queue, void *item, const char *site);
#define async_queue_put(queue, item) (async_queue_put)((queue), (item), ASYNC_HERE)

/* Takes the next item out, waiting while the queue is empty.
 *
 * May suspend. Returns 0 and the item; ASYNC_ECANCELED, and the queue keeps the item;
 * ASYNC_EQUEUESHUTDOWN once it is shut down and empty; ASYNC_ERUNTIME if it would have to wait
 * outside a task. Mirrors Queue.get().
 * Example:
 *     void *order;
 *     int err = async_queue_get(&orders, &order);
 *     if (err)
 *         return err;
 *     err = cook(order);
 *     async_queue_task_done(&orders);
 *     return err; */
ASYNC_MUST_CHECK int async_queue_get(struct async_queue *queue, void **ret_item,
                                     const char *site);
#define async_queue_get(queue, ret_item) (async_queue_get)((queue), (ret_item), ASYNC_HERE)

/* The same without waiting: ASYNC_EQUEUEFULL, ASYNC_EQUEUEEMPTY where they would. Never
 * suspend; also allowed in callbacks. Mirror Queue.put_nowait(), Queue.get_nowait(). */
ASYNC_MUST_CHECK int async_queue_put_nowait(struct async_queue *queue, void *item);
ASYNC_MUST_CHECK int async_queue_get_nowait(struct async_queue *queue, void **ret_item);

/* Reports that an item taken out has been dealt with. Never suspends. Returns 0, or
 * ASYNC_EVALUE if that was reported for every item. Mirrors Queue.task_done(). */
int async_queue_task_done(struct async_queue *queue);

/* Waits until every item that was put in has been reported as done.
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task. Mirrors Queue.join().
 * Example: (all is cooked; then the cooks, who wait for orders, get ASYNC_EQUEUESHUTDOWN)
 *     int err = async_queue_join(&orders);
 *     async_queue_shutdown(&orders, false); */
ASYNC_MUST_CHECK int async_queue_join(struct async_queue *queue, const char *site);
#define async_queue_join(queue) (async_queue_join)((queue), ASYNC_HERE)

/* Closes the queue: every put fails from now on with ASYNC_EQUEUESHUTDOWN, and every get once
 * it is empty; who waits is woken. `is_immediate` drops the items that are left, as if they
 * were done. May be called again. Never suspends. Mirrors Queue.shutdown(immediate). */
void async_queue_shutdown(struct async_queue *queue, bool is_immediate);

/* Mirror Queue.qsize(), empty(), full(). */
size_t async_queue_size(const struct async_queue *queue);
bool async_queue_is_empty(const struct async_queue *queue);
bool async_queue_is_full(const struct async_queue *queue);

ASYNC_C_END

#endif
