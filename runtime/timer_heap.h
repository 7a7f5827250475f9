/* Timers in any order: a heap. Its handles' places count from 1. */
#ifndef RUNTIME_TIMER_HEAP_H
#define RUNTIME_TIMER_HEAP_H

#include "timer_entry.h"

struct timer_heap {
    struct timer_entry *entries; /* from 1; entries[1] is the earliest */
    uint32_t len;
    uint32_t cap;
    uint32_t reserved; /* places promised to timers that are not in it yet */
};

/* False: out of memory. */
bool timer_heap_add(struct timer_heap *heap, struct timer_entry entry);
void timer_heap_remove(struct timer_heap *heap, struct async_handle *handle);
/* NULL if there is none. */
static inline const struct timer_entry *timer_heap_first(const struct timer_heap *heap)
{
    return heap->len ? &heap->entries[1] : NULL;
}

/* Makes room for one more beside those that were promised a place. False: out of memory. */
bool timer_heap_grow(struct timer_heap *heap);
static inline bool timer_heap_has_room(struct timer_heap *heap)
{
    return heap->len + heap->reserved + 1 < heap->cap || timer_heap_grow(heap);
}
void timer_heap_finish(struct timer_heap *heap);

#endif
