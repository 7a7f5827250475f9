/* Text from files and learners made harmless for a terminal. */
#ifndef BASE_PRINTABLE_H
#define BASE_PRINTABLE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends the text with every control character (except tab and newline), every C1 control and
 * every byte that is not valid UTF-8 replaced by one `?`: no escape sequence survives. */
void printable_add(struct buf *out, const char *text, size_t len_bytes);

/* The length in bytes of the well-formed UTF-8 character at the start of `text`; 0 if there is
 * none. */
size_t printable_char_len(const char *text, size_t len_bytes);

#endif
