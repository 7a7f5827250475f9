/* Four children to a node: half as deep as a binary heap, and the four lie in two cache
 * lines. */
#include "timer_heap.h"

#include <stdlib.h>

#define CHILDREN  4
#define FIRST_CAP 16

static void put(struct timer_heap *heap, uint32_t at, struct timer_entry entry)
{
    heap->entries[at] = entry;
    entry.handle->timer_place = at;
}

static uint32_t parent_of(uint32_t at)
{
    return (at - 2) / CHILDREN + 1;
}

static uint32_t first_child_of(uint32_t at)
{
    return (at - 1) * CHILDREN + 2;
}

static void sift_up(struct timer_heap *heap, uint32_t at, struct timer_entry entry)
{
    while (at > 1 && timer_is_before(&entry, &heap->entries[parent_of(at)])) {
        put(heap, at, heap->entries[parent_of(at)]);
        at = parent_of(at);
    }
    put(heap, at, entry);
}

/* The earliest of a node's children; 0 if it has none. */
static uint32_t earliest_child(const struct timer_heap *heap, uint32_t at)
{
    uint32_t first = first_child_of(at);
    if (first > heap->len)
        return 0;
    uint32_t end = first + CHILDREN <= heap->len ? first + CHILDREN : heap->len + 1;
    uint32_t earliest = first;
    for (uint32_t child = first + 1; child < end; child++)
        if (timer_is_before(&heap->entries[child], &heap->entries[earliest]))
            earliest = child;
    return earliest;
}

static void sift_down(struct timer_heap *heap, uint32_t at, struct timer_entry entry)
{
    uint32_t child;
    while ((child = earliest_child(heap, at)) &&
           timer_is_before(&heap->entries[child], &entry)) {
        put(heap, at, heap->entries[child]);
        at = child;
    }
    put(heap, at, entry);
}

bool timer_heap_grow(struct timer_heap *heap)
{
    uint32_t cap = heap->cap ? heap->cap * 2 : FIRST_CAP;
    struct timer_entry *entries = realloc(heap->entries, cap * sizeof(*entries));
    if (!entries)
        return false;
    heap->entries = entries;
    heap->cap = cap;
    return true;
}

bool timer_heap_add(struct timer_heap *heap, struct timer_entry entry)
{
    if (!timer_heap_has_room(heap))
        return false;
    heap->len++;
    sift_up(heap, heap->len, entry);
    return true;
}

void timer_heap_remove(struct timer_heap *heap, struct async_handle *handle)
{
    uint32_t at = handle->timer_place;
    struct timer_entry last = heap->entries[heap->len];
    heap->len--;
    if (last.handle == handle)
        return;
    if (at > 1 && timer_is_before(&last, &heap->entries[parent_of(at)]))
        sift_up(heap, at, last);
    else
        sift_down(heap, at, last);
}

void timer_heap_finish(struct timer_heap *heap)
{
    for (uint32_t at = 1; at <= heap->len; at++)
        heap->entries[at].handle->timer_place = 0;
    free(heap->entries);
}
