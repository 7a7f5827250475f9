/* A heap whose entries carry their keys, so that sifting touches no handle but those
 * that move. */
#include "timer.h"

#include <stdlib.h>

#include <async/error.h>

struct timer_entry {
    int64_t deadline_ns;
    uint64_t sequence;
    struct async_handle *handle;
};

static bool is_before(const struct timer_entry *a, const struct timer_entry *b)
{
    if (a->deadline_ns != b->deadline_ns)
        return a->deadline_ns < b->deadline_ns;
    return a->sequence < b->sequence;
}

static void put(struct timer_heap *heap, uint32_t at, struct timer_entry entry)
{
    heap->entries[at] = entry;
    entry.handle->heap_index = at;
}

/* Four children to a node: half as deep as a binary heap, and the four lie in two cache
 * lines. */
#define CHILDREN 4

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
    while (at > 1 && is_before(&entry, &heap->entries[parent_of(at)])) {
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
        if (is_before(&heap->entries[child], &heap->entries[earliest]))
            earliest = child;
    return earliest;
}

static void sift_down(struct timer_heap *heap, uint32_t at, struct timer_entry entry)
{
    uint32_t child;
    while ((child = earliest_child(heap, at)) && is_before(&heap->entries[child], &entry)) {
        put(heap, at, heap->entries[child]);
        at = child;
    }
    put(heap, at, entry);
}

static int grow(struct timer_heap *heap)
{
    uint32_t cap = heap->cap ? heap->cap * 2 : 16;
    struct timer_entry *entries = realloc(heap->entries, cap * sizeof(*entries));
    if (!entries)
        return ASYNC_ENOMEM;
    heap->entries = entries;
    heap->cap = cap;
    return 0;
}

int timer_reserve(struct timer_heap *heap)
{
    if (heap->len + heap->reserved + 1 >= heap->cap && grow(heap))
        return ASYNC_ENOMEM;
    heap->reserved++;
    return 0;
}

void timer_unreserve(struct timer_heap *heap)
{
    heap->reserved--;
}

int timer_add(struct timer_heap *heap, struct async_handle *handle)
{
    if (heap->len + heap->reserved + 1 >= heap->cap && grow(heap))
        return ASYNC_ENOMEM;
    heap->len++;
    sift_up(heap, heap->len,
            (struct timer_entry){ handle->deadline_ns, handle->sequence, handle });
    return 0;
}

void timer_remove(struct timer_heap *heap, struct async_handle *handle)
{
    uint32_t at = handle->heap_index;
    struct timer_entry last = heap->entries[heap->len];
    heap->len--;
    handle->heap_index = 0;
    if (last.handle == handle)
        return;
    if (at > 1 && is_before(&last, &heap->entries[parent_of(at)]))
        sift_up(heap, at, last);
    else
        sift_down(heap, at, last);
}

int64_t timer_first_deadline(const struct timer_heap *heap)
{
    return heap->len ? heap->entries[1].deadline_ns : TIMER_NEVER;
}

struct async_handle *timer_pop(struct timer_heap *heap)
{
    struct async_handle *handle = heap->entries[1].handle;
    timer_remove(heap, handle);
    return handle;
}

void timer_heap_finish(struct timer_heap *heap)
{
    free(heap->entries);
    *heap = (struct timer_heap){ 0 };
}
