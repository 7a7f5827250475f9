/* "Did you mean ...?": the one place that measures how far apart two words are. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap neighbours) from `a` to `b`, case ignored. Mirrors the
 * optimal string alignment form of the Damerau-Levenshtein distance. */
size_t suggest_distance(const char *a, const char *b);

/* The nearest candidate, borrowed; NULL when none is close enough to be a slip of `word` (one
 * edit, and one more for every three letters) and none begins with `word`. The earlier of two
 * equally near ones wins. */
const char *suggest_nearest(const char *word, const char *const candidates[], size_t count);

#endif
