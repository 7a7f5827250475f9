/* The loop's timers: a heap of handles ordered by (deadline, order of creation). */
#ifndef RUNTIME_TIMER_H
#define RUNTIME_TIMER_H

#include <async/handle.h>

struct timer_heap {
    struct timer_entry *entries; /* from 1; entries[1] is the earliest */
    uint32_t len;
    uint32_t cap;
    uint32_t reserved; /* places promised to timers that are not in it yet */
};

#define TIMER_NEVER INT64_MAX

/* Adds a handle whose deadline and sequence are set. 0 or ASYNC_ENOMEM. */
int timer_add(struct timer_heap *heap, struct async_handle *handle);
/* Promises a place, so that a later timer_add() cannot fail: 0 or ASYNC_ENOMEM. Unreserve
 * before that add, or instead of it. */
int timer_reserve(struct timer_heap *heap);
void timer_unreserve(struct timer_heap *heap);
void timer_remove(struct timer_heap *heap, struct async_handle *handle);
/* Deadline of the earliest; TIMER_NEVER if there is none. */
int64_t timer_first_deadline(const struct timer_heap *heap);
/* Takes the earliest out; there must be one. */
struct async_handle *timer_pop(struct timer_heap *heap);
void timer_heap_finish(struct timer_heap *heap);

#endif
