/* Timers that came in their order: a line, which is joined at its end.
 *
 * Most timers are of this kind, since most delays of a program are alike. Where a heap moves a
 * handful of timers for each that comes or goes, touching memory that was long forgotten, a
 * line moves none. */
#ifndef RUNTIME_TIMER_LINE_H
#define RUNTIME_TIMER_LINE_H

#include "timer_entry.h"

/* Set in the place of a handle that stands in a line; the rest of it is the place there. */
#define TIMER_IN_LINE (UINT32_C(1) << 31)

struct timer_line {
    struct timer_entry *entries; /* a ring */
    uint32_t cap;                /* a power of two, or 0 */
    uint32_t first, end;         /* places, counted on and on; both ends are taken */
    uint32_t n_left;             /* places between them that were left before their time */
};

/* False: it belongs further ahead, or out of memory. */
bool timer_line_add(struct timer_line *line, struct timer_entry entry);
void timer_line_remove(struct timer_line *line, struct async_handle *handle);
/* NULL if there is none. */
static inline const struct timer_entry *timer_line_first(const struct timer_line *line)
{
    return line->first != line->end ? &line->entries[line->first & (line->cap - 1)] : NULL;
}

void timer_line_finish(struct timer_line *line);

#endif
