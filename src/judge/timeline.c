#include "judge/timeline.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum { BAR_COLUMNS = 40, MAX_LINES = 12, MAX_NAME_COLUMNS = 30 };

/* When the operation that began here ended; when the run did, if it never ended. */
static int64_t end_of(const struct facts *facts, size_t begin)
{
    for (size_t i = begin + 1; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (strcmp(note->what, "end") == 0 && note->value == facts->notes[begin].value)
            return note->place.t_us;
    }
    return facts->end.t_us;
}

static int column_of(const struct facts *facts, int64_t t_us)
{
    return facts->end.t_us ? (int)(t_us * BAR_COLUMNS / facts->end.t_us) : 0;
}

static void add_bar(struct buf *out, int from, int to)
{
    if (to == from) /* however short, it was there */
        to++;
    for (int column = 0; column <= BAR_COLUMNS; column++)
        buf_addc(out, column >= from && column < to ? '#' : ' ');
}

static void add_operation(const struct facts *facts, size_t begin, int name_columns,
                          struct buf *out)
{
    const struct note *note = &facts->notes[begin];
    int64_t to_us = end_of(facts, begin);
    buf_addf(out, "  %-*.*s ", name_columns, name_columns, note->name);
    add_bar(out, column_of(facts, note->place.t_us), column_of(facts, to_us));
    buf_addf(out, " %" PRId64 " to %" PRId64 " ms\n", note->place.t_us / 1000, to_us / 1000);
}

static bool is_begin(const struct note *note)
{
    return strcmp(note->what, "begin") == 0;
}

/* No wider than needed, so that a line fits a narrow window. */
static int name_columns_of(const struct facts *facts)
{
    size_t columns = 0;
    for (size_t i = 0; i < facts->note_count; i++) {
        size_t len = strlen(facts->notes[i].name);
        if (is_begin(&facts->notes[i]) && len > columns)
            columns = len;
    }
    return columns < MAX_NAME_COLUMNS ? (int)columns : MAX_NAME_COLUMNS;
}

void timeline_add(const struct facts *facts, struct buf *out)
{
    int lines = 0, name_columns = name_columns_of(facts);
    for (size_t i = 0; i < facts->note_count; i++) {
        if (is_begin(&facts->notes[i]) && ++lines <= MAX_LINES)
            add_operation(facts, i, name_columns, out);
    }
    if (lines > MAX_LINES)
        buf_addf(out, "  ... and %d more\n", lines - MAX_LINES);
}
