/* The heap works as Python's heapq does, step by step, so that items with equal priority come
 * out in the same order. */
#include "queue_items.h"

#include <stdlib.h>
#include <string.h>

#include <async/error.h>

#define FIRST_CAP ((size_t)16)

int queue_items_grow(struct async_queue *queue)
{
    size_t cap = queue->cap ? queue->cap * 2 : queue->maxsize;
    if (!cap)
        cap = FIRST_CAP;
    void **items = reallocarray(queue->items, cap, sizeof(*items));
    if (!items)
        return async_raise(ASYNC_ENOMEM, "out of memory for the items of a queue");
    /* The ring was full: what had gone round to the start goes behind the old end. */
    if (queue->head)
        memcpy(items + queue->cap, items, queue->head * sizeof(*items));
    queue->items = items;
    queue->cap = cap;
    return 0;
}

static bool is_before(const struct async_queue *queue, size_t a, size_t b)
{
    return queue->compare(queue->items[a], queue->items[b]) < 0;
}

void queue_items_rise(struct async_queue *queue, size_t at)
{
    void *item = queue->items[at];
    while (at) {
        size_t parent = (at - 1) / 2;
        if (queue->compare(item, queue->items[parent]) >= 0)
            break;
        queue->items[at] = queue->items[parent];
        at = parent;
    }
    queue->items[at] = item;
}

/* Takes the root. The last item takes its place, sinks to a leaf and rises from there. */
void *queue_items_pop_root(struct async_queue *queue)
{
    void *root = queue->items[0];
    void *last = queue->items[--queue->len];
    if (!queue->len)
        return root;
    size_t at = 0;
    for (size_t child = 1; child < queue->len; child = 2 * at + 1) {
        if (child + 1 < queue->len && !is_before(queue, child, child + 1))
            child++;
        queue->items[at] = queue->items[child];
        at = child;
    }
    queue->items[at] = last;
    queue_items_rise(queue, at);
    return root;
}

void queue_items_clear(struct async_queue *queue)
{
    queue->head = 0;
    queue->len = 0;
}
