/* What a function does to variables that outlive its calls, by its text: those of the file, and
 * static ones, that it, or a function of the file that it names, uses and may write. What it
 * does through pointers, and in other files, is not seen. */
#ifndef TRACE_ADVICE_EFFECTS_H
#define TRACE_ADVICE_EFFECTS_H

#include "trace/advice/listing.h"

struct effects {
    struct listing_names functions; /* it, and those that it names */
    struct listing_names used, written;
};

/* Those of the function with the name at this word. False, and nothing to finish, if it is not
 * in this text. */
bool effects_read(struct effects *effects, const struct listing *listing, size_t function);
void effects_finish(struct effects *effects);

bool effects_uses(const struct effects *effects, const struct listing *listing,
                  struct listing_range variable);

/* Whether one of them may write what the other one uses: their order matters then. */
bool effects_clash(const struct effects *a, const struct effects *b,
                   const struct listing *listing);

#endif
