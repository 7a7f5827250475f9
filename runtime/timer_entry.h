/* What the loop's timers are ordered by: the deadline, then the order of creation. The entries
 * carry it, so that ordering them touches no handle but those that move. */
#ifndef RUNTIME_TIMER_ENTRY_H
#define RUNTIME_TIMER_ENTRY_H

#include <async/handle.h>

struct timer_entry {
    int64_t deadline_ns;
    uint64_t sequence;
    struct async_handle *handle;
};

static inline bool timer_is_before(const struct timer_entry *a, const struct timer_entry *b)
{
    if (a->deadline_ns != b->deadline_ns)
        return a->deadline_ns < b->deadline_ns;
    return a->sequence < b->sequence;
}

#endif
