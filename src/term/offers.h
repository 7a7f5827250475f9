/* Completion: the words that could stand where the cursor is. */
#ifndef TERM_OFFERS_H
#define TERM_OFFERS_H

#include <stddef.h>

#include "base/buf.h"
#include "term/line.h"

struct offers {
    const char *prefix; /* borrowed: what was typed of the word; may be "" */
    char **words;       /* owned, in the order they were made */
    size_t count, cap;
};

/* Adds a word if it begins with the prefix and is not there yet. */
void offers_add(struct offers *offers, const char *word);

/* The length in bytes of what all words have in common: at least the prefix's, 0 without words.
 * Never ends inside of a character. */
size_t offers_common_len(const struct offers *offers);

/* Adds the words in as many columns as fit, read downwards. */
void offers_render(const struct offers *offers, int columns, struct lines *out);

void offers_finish(struct offers *offers);

#endif
