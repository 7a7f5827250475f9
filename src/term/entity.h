/* HTML entities, as Markdown allows them in a text. */
#ifndef TERM_ENTITY_H
#define TERM_ENTITY_H

#include <stddef.h>

#include "base/buf.h"

/* Adds the character for `&lt;`, `&#8594;` or `&#x2192;`. The few names that prose needs are
 * known; any other is added as it is written. */
void entity_add(const char *entity, size_t len_bytes, struct buf *out);

#endif
