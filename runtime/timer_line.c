/* A ring. Who leaves from the middle leaves a hole, which goes when an end of the line gets
 * there, or when a full ring consists of little else. */
#include "timer_line.h"

#include <stdlib.h>

#define FIRST_CAP 16
#define AHEAD     4 /* handles fetched before their turn: they were not touched for long */

static struct timer_entry *entry_at(const struct timer_line *line, uint32_t place)
{
    return &line->entries[place & (line->cap - 1)];
}

static void put(struct timer_line *line, uint32_t place, struct timer_entry entry)
{
    *entry_at(line, place) = entry;
    entry.handle->timer_place = TIMER_IN_LINE | place;
}

static void close_holes(struct timer_line *line)
{
    uint32_t to = line->first;
    for (uint32_t from = line->first; from != line->end; from++)
        if (entry_at(line, from)->handle)
            put(line, to++, *entry_at(line, from));
    line->end = to;
    line->n_left = 0;
}

static bool grow(struct timer_line *line)
{
    struct timer_line larger = *line;
    larger.cap = line->cap ? line->cap * 2 : FIRST_CAP;
    larger.entries = malloc(larger.cap * sizeof(*larger.entries));
    if (!larger.entries)
        return false;
    for (uint32_t place = line->first; place != line->end; place++)
        *entry_at(&larger, place) = *entry_at(line, place);
    free(line->entries);
    *line = larger;
    return true;
}

static bool make_room(struct timer_line *line)
{
    if (line->end - line->first < line->cap)
        return true;
    if (line->n_left <= line->cap / 2)
        return grow(line);
    close_holes(line);
    return true;
}

bool timer_line_add(struct timer_line *line, struct timer_entry entry)
{
    bool is_empty = line->first == line->end;
    if ((!is_empty && timer_is_before(&entry, entry_at(line, line->end - 1))) ||
        !make_room(line))
        return false;
    put(line, line->end++, entry);
    return true;
}

void timer_line_remove(struct timer_line *line, struct async_handle *handle)
{
    entry_at(line, handle->timer_place)->handle = NULL;
    line->n_left++;
    for (; line->n_left && !entry_at(line, line->first)->handle; line->n_left--)
        line->first++;
    for (; line->n_left && !entry_at(line, line->end - 1)->handle; line->n_left--)
        line->end--;
    if (line->end - line->first > AHEAD)
        __builtin_prefetch(entry_at(line, line->first + AHEAD)->handle, 1);
}

void timer_line_finish(struct timer_line *line)
{
    for (uint32_t place = line->first; place != line->end; place++)
        if (entry_at(line, place)->handle)
            entry_at(line, place)->handle->timer_place = 0;
    free(line->entries);
}
