/* The loop's timers: handles ordered by (deadline, order of creation). Those that come in this
 * order stand in a line, the others in a heap. */
#ifndef RUNTIME_TIMER_H
#define RUNTIME_TIMER_H

#include <async/error.h>

#include "timer_heap.h"
#include "timer_line.h"

#define TIMER_NEVER INT64_MAX

struct timers {
    struct timer_line line;
    struct timer_heap heap;
    int64_t first_ns; /* deadline of the earliest; TIMER_NEVER if there is none */
};

void timers_init(struct timers *timers);
/* Those that are left are timers no more: their owners may still cancel them. */
void timers_finish(struct timers *timers);

/* Adds a handle whose deadline and sequence are set. 0 or ASYNC_ENOMEM. */
int timers_add(struct timers *timers, struct async_handle *handle);
/* Promises a place, so that a later timers_add() cannot fail: 0 or ASYNC_ENOMEM. Unreserve
 * before that add, or instead of it. */
static inline int timers_reserve(struct timers *timers)
{
    if (!timer_heap_has_room(&timers->heap))
        return ASYNC_ENOMEM;
    timers->heap.reserved++;
    return 0;
}

static inline void timers_unreserve(struct timers *timers)
{
    timers->heap.reserved--;
}

void timers_remove(struct timers *timers, struct async_handle *handle);
/* Takes the earliest out; there must be one. */
struct async_handle *timers_pop(struct timers *timers);

#endif
