/* Code blocks laid out in rows: alone, or the Python form beside the C form. */
#ifndef TERM_CODE_H
#define TERM_CODE_H

#include "term/line.h"
#include "term/syntax.h"

enum { CODE_BESIDE_COLUMNS = 100 }; /* narrower than this, blocks stand one after the other */

struct code {
    const struct syntax *syntax; /* NULL: unknown, and no label */
    struct lines lines;          /* not wrapped */
};

/* Adds the block's rows: its label, and its lines indented and broken at `columns`. */
void code_render(const struct code *code, int columns, struct lines *out);

/* Whether two blocks can stand side by side in `columns` without a line being broken. */
bool code_fits_beside(const struct code *left, const struct code *right, int columns);

/* Adds the rows of both, side by side. */
void code_render_beside(const struct code *left, const struct code *right, struct lines *out);

void code_finish(struct code *code);

#endif
