/* A table of styled cells, laid out in a width. */
#ifndef TERM_TABLE_H
#define TERM_TABLE_H

#include <stdbool.h>

#include "term/line.h"

struct table {
    size_t columns;     /* cells in a row; set before anything is added */
    struct lines cells; /* row by row; the first row is the header */
};

/* The next cell, empty; valid until the following one is added. */
struct line *table_add(struct table *table);

/* Adds the table's rows, at most `width` terminal columns wide: cells that are too wide are
 * wrapped. A table too wide even so, and every one when `as_records`, is written as a sentence
 * for each row, `Header: cell; Header: cell`, which a screen reader can read out. */
void table_render(const struct table *table, int width, bool as_records, struct lines *out);

void table_finish(struct table *table);

#endif
