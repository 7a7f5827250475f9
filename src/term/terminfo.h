/* The terminal database, kept apart because <term.h> makes macros of words like `columns`. */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

#include <stdbool.h>

#include "base/buf.h"

/* Whether the terminal named by TERM is known, and can move its cursor. */
bool terminfo_moves_cursor(int fd);

/* How many colours the terminal named by TERM has; 0 when it has none or is unknown. */
int terminfo_colours(int fd);

/* Adds the bytes that leave a full-screen view: normal look and keys, the cursor, the screen as
 * it was. */
void terminfo_add_leave(int fd, struct buf *out);

#endif
