/* The variables that hold what awaits brought: their results and arguments, and what statements
 * made of those. */
#ifndef TRACE_ADVICE_CARRIED_H
#define TRACE_ADVICE_CARRIED_H

#include "trace/advice/listing.h"

struct carried_variable {
    struct listing_range variable;
    bool is_argument; /* of an await, and not what came of that */
};

struct carried {
    const struct listing *listing; /* borrowed */
    struct listing_range head;     /* of a loop: its variables are others in each round */
    struct carried_variable *items;
    size_t count, cap;
};

void carried_finish(struct carried *carried);

/* The variables among the words hold it; arguments unless they are the loop's own. */
void carried_add(struct carried *carried, struct listing_range words, bool is_argument);

/* Whether any of the words holds it. `with_arguments`: also if it is but an argument. */
bool carried_is_in(const struct carried *carried, struct listing_range words,
                   bool with_arguments);

/* Likewise, any word of an await's statement but for where its own result goes. */
bool carried_is_around(const struct carried *carried, struct listing_range statement,
                       struct listing_range result, bool with_arguments);

/* A statement hands it on to the variables that it changes. False if a decision hangs on it: if
 * a loop goes on, which branch is taken. Then everything hangs on it. */
bool carried_pass_on(struct carried *carried, struct listing_range statement);

/* Variables that the function set before the word may lead to what is carried, by its address:
 * they hold it as well. */
void carried_pass_back(struct carried *carried, size_t word);

#endif
