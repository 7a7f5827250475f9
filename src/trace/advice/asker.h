/* The await that is asked about, in the program's text: where it stands, which call made its
 * coroutine, and whether it needs what other awaits brought.
 *
 * Example:
 *     struct asker asker;
 *     if (!asker_find(&asker, sources, await))
 *         return false;
 *     ...follow what other awaits of asker.listing brought into `carried`...
 *     bool is_free = !asker_needs(&asker, &carried, true);
 *     asker_finish(&asker); */
#ifndef TRACE_ADVICE_ASKER_H
#define TRACE_ADVICE_ASKER_H

#include "trace/advice/carried.h"
#include "trace/advice/effects.h"
#include "trace/advice/independence.h"

struct asker {
    const struct source *source; /* borrowed */
    struct listing listing;
    struct listing_call await, making;
    struct listing_range statement; /* of the await */
    struct listing_range result;    /* its last argument */
    struct effects effects;         /* of the function that `making` names */
};

/* ---- Calls ---- */

/* Whether the name of a call that awaits stands at the word, and which call that is. */
bool asker_is_await(const struct listing *listing, size_t word, struct listing_call *ret_await);
/* Likewise, of one that makes a coroutine. There are calls that are both. */
bool asker_is_making(const struct listing *listing, size_t word,
                     struct listing_call *ret_making);

/* The word that names the coroutine's function. */
size_t asker_function(const struct listing_call *making);
struct listing_range asker_argument(const struct listing_call *making);
/* Where the result goes. */
struct listing_range asker_result(const struct listing_call *await);

/* ---- Finding ---- */

/* The await in its text, and the only call that can have made its coroutine. The sources must
 * outlive the asker. False, and nothing to finish, if the text does not show it. */
bool asker_find(struct asker *asker, struct sources *sources, struct independence_await await);

/* Likewise, but which call made it is left open: `ret_made` is where to look. */
bool asker_find_await(struct asker *asker, struct sources *sources,
                      struct independence_await await, struct place *ret_made);
/* This call made its coroutine. False if its function is not in this text. */
bool asker_set_making(struct asker *asker, const struct listing_call *making);

void asker_finish(struct asker *asker);

/* The word at which the statements begin that make and await another coroutine in the same
 * text. False if they are not there. */
bool asker_find_other(const struct asker *asker, struct sources *sources,
                      struct independence_await other, size_t *ret_first);

/* ---- Needs ---- */

/* Whether its statement or its argument holds what is carried, or its function finds that by
 * itself. `with_arguments`: also if it is but an argument. */
bool asker_needs(const struct asker *asker, const struct carried *carried, bool with_arguments);

/* Whether its coroutine has nothing to do with the one that another call makes: it has another
 * argument, and they do not meet in variables outside of their functions. */
bool asker_is_apart_from(const struct asker *asker, const struct listing_call *making);

/* Likewise, those that its own call makes in the rounds of a loop. */
bool asker_is_apart_in_rounds(const struct asker *asker, struct listing_range loop);

#endif
