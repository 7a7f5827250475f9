/* A JSON file changed where it needs to be, and nowhere else: its author's layout stays. */
#ifndef BASE_JSON_EDIT_H
#define BASE_JSON_EDIT_H

#include <stddef.h>

#include "base/diag.h"

/* Inserts `item`, a JSON text of one or more lines, into the list that `path` leads to, in
 * front of the element `index`, or at the end if there are fewer. Returns 0; or -1 with
 * `diag`: there is no such list, or the file cannot be read or written; it is unchanged
 * then. */
int json_edit_insert(const char *file, const char *path, size_t index, const char *item,
                     struct diag *diag);

#endif
