/* The line and the heap as one. Places are promised in the heap, which takes every timer. */
#include "timer.h"

void timers_init(struct timers *timers)
{
    *timers = (struct timers){ .first_ns = TIMER_NEVER };
}

void timers_finish(struct timers *timers)
{
    timer_line_finish(&timers->line);
    timer_heap_finish(&timers->heap);
    timers_init(timers);
}

/* NULL if there is none. */
static const struct timer_entry *first(const struct timers *timers)
{
    const struct timer_entry *in_line = timer_line_first(&timers->line);
    const struct timer_entry *in_heap = timer_heap_first(&timers->heap);
    if (!in_line || !in_heap)
        return in_line ? in_line : in_heap;
    return timer_is_before(in_line, in_heap) ? in_line : in_heap;
}

int timers_add(struct timers *timers, struct async_handle *handle)
{
    const struct timer_entry entry = { handle->deadline_ns, handle->sequence, handle };
    if (!timer_line_add(&timers->line, entry) && !timer_heap_add(&timers->heap, entry))
        return ASYNC_ENOMEM;
    if (handle->deadline_ns < timers->first_ns)
        timers->first_ns = handle->deadline_ns;
    return 0;
}

void timers_remove(struct timers *timers, struct async_handle *handle)
{
    if (handle->timer_place & TIMER_IN_LINE)
        timer_line_remove(&timers->line, handle);
    else
        timer_heap_remove(&timers->heap, handle);
    handle->timer_place = 0;
    const struct timer_entry *entry = first(timers);
    timers->first_ns = entry ? entry->deadline_ns : TIMER_NEVER;
}

struct async_handle *timers_pop(struct timers *timers)
{
    struct async_handle *handle = first(timers)->handle;
    timers_remove(timers, handle);
    return handle;
}
