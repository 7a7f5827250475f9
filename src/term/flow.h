/* Rows written under nested prefixes (a quote's bar, an item's bullet), with one blank line
 * between blocks. */
#ifndef TERM_FLOW_H
#define TERM_FLOW_H

#include <stdbool.h>

#include "term/line.h"

struct flow {
    struct lines *out;         /* borrowed */
    int columns;               /* no row is wider */
    struct flow_level *levels; /* outermost first */
    size_t depth, cap;
    bool wants_gap; /* a blank line is due before the next row */
};

/* Enters a container. Its first row begins with `first`, the others with as many blanks, or
 * with `first` again when `repeats`. */
void flow_push(struct flow *flow, enum style style, const char *first, bool repeats);
/* Leaves it; one that got no row is shown by its prefix alone. */
void flow_pop(struct flow *flow);

/* The next row is to stand apart from what is there. */
void flow_gap(struct flow *flow);

/* Columns that the prefixes leave. */
int flow_room(const struct flow *flow);

/* Adds a text, wrapped to `columns` (prefixes included) or the flow's own width if that is
 * less. */
void flow_text(struct flow *flow, const struct line *text, int columns);
/* Adds rows that were laid out in flow_room(). */
void flow_rows(struct flow *flow, const struct lines *rows);

void flow_finish(struct flow *flow);

#endif
