/* The items of a queue: a ring, a stack or a heap in one array. What every item passes
 * through is inlined. */
#ifndef RUNTIME_QUEUE_ITEMS_H
#define RUNTIME_QUEUE_ITEMS_H

#include <async/queue.h>

/* Makes the array larger. 0 or ASYNC_ENOMEM. */
int queue_items_grow(struct async_queue *queue);
/* Moves a heap's item at `at` towards the root, past those that come after it. */
void queue_items_rise(struct async_queue *queue, size_t at);
/* Takes a heap's first item. */
void *queue_items_pop_root(struct async_queue *queue);
/* Drops all. */
void queue_items_clear(struct async_queue *queue);

/* Makes room for one more. 0 or ASYNC_ENOMEM. */
static inline int queue_items_reserve(struct async_queue *queue)
{
    return queue->len < queue->cap ? 0 : queue_items_grow(queue);
}

static inline size_t queue_items_ring_index(const struct async_queue *queue, size_t i)
{
    size_t at = queue->head + i;
    return at < queue->cap ? at : at - queue->cap;
}

/* There is room. */
static inline void queue_items_push(struct async_queue *queue, void *item)
{
    queue->items[queue_items_ring_index(queue, queue->len)] = item;
    queue->len++;
    if (queue->compare)
        queue_items_rise(queue, queue->len - 1);
}

/* There is an item. */
static inline void *queue_items_pop(struct async_queue *queue)
{
    if (queue->compare)
        return queue_items_pop_root(queue);
    queue->len--;
    if (queue->is_lifo)
        return queue->items[queue->len];
    void *item = queue->items[queue->head];
    queue->head = queue_items_ring_index(queue, 1);
    return item;
}

#endif
