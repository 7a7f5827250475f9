/* Any bytes as a JSON string. */
#ifndef BASE_JSON_QUOTE_H
#define BASE_JSON_QUOTE_H

#include <stddef.h>

#include "base/buf.h"

/* Adds the text, in quotes, so that it may stand in the script of a page, too: controls and `<`
 * escaped, NULs and what is not UTF-8 replaced by U+FFFD. */
void json_quote(struct buf *out, const char *text, size_t len_bytes);

#endif
