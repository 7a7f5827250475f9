/* A diagnosis: what is wrong, where, and what to do. Filled by a function that fails and can
 * explain itself; printed by the command layer only. The first fault wins: setting a set diag
 * does nothing. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct diag {
    char *file;    /* owned; NULL when the fault has no place */
    int line, col; /* from 1; 0 when unknown. Columns count bytes */
    char *path; /* owned; place inside a JSON document: `steps[2].check.answer`; NULL if none */
    char *message; /* owned; one clear sentence. NULL: no fault */
    char *source;  /* owned; the text of the faulty line for the caret; NULL if none */
};

/* `file` may be NULL. */
__attribute__((format(printf, 5, 6))) void diag_set(struct diag *diag, const char *file,
                                                    int line, int col, const char *format, ...);
/* The same for a place in a text at hand: line, column and source line come from the byte
 * offset. */
__attribute__((format(printf, 5, 6))) void diag_set_at(struct diag *diag, const char *file,
                                                       const char *text, size_t offset,
                                                       const char *format, ...);
bool diag_is_set(const struct diag *diag);
/* `file:line:col: message (at path)`, then the source line and a caret under the column.
 * Whatever the diag quotes, what is added is printable. */
void diag_format(const struct diag *diag, struct buf *out);
/* Leaves an unset diag. */
void diag_finish(struct diag *diag);

/* Several of them, in the order found. */
struct diags {
    struct diag *items; /* owned */
    size_t count, cap;
};

/* A new one to fill; valid until the next is added. */
struct diag *diags_add(struct diags *diags);
/* Drops the last one if nothing set it: what was tried went well. */
void diags_drop_unset(struct diags *diags);
void diags_finish(struct diags *diags);

#endif
