/* The answer's bytes as plain ASCII, each with its place in the original. */
#ifndef QUIZ_EXAMINER_FOLD_H
#define QUIZ_EXAMINER_FOLD_H

#include <stddef.h>

#include "base/buf.h"

/* Appends `text` to `out` as ASCII: accents dropped, typographic quotes, dashes, arrows and
 * bullets written with the keys of a keyboard, everything else (control characters, invalid
 * UTF-8, emoji) a space. `*ret_places` (owned) gets, for every byte added and one past the
 * last, the offset in `text` it came from. Never fails. */
void fold_text(const char *text, size_t len_bytes, struct buf *out, size_t **ret_places);

#endif
