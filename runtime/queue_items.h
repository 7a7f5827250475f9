/* The items of a queue: a ring, a stack or a heap in one array. */
#ifndef RUNTIME_QUEUE_ITEMS_H
#define RUNTIME_QUEUE_ITEMS_H

#include <async/queue.h>

/* Makes room for one more. 0 or ASYNC_ENOMEM. */
int queue_items_reserve(struct async_queue *queue);
/* There is room. */
void queue_items_push(struct async_queue *queue, void *item);
/* There is an item. */
void *queue_items_pop(struct async_queue *queue);
/* Drops all. */
void queue_items_clear(struct async_queue *queue);

#endif
