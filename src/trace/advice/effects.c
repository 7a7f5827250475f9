#include "trace/advice/effects.h"

#include <stdlib.h>
#include <string.h>

/* What hands its address on may write it. So may a call that gets all of an array, but for
 * those of the runtime: what they change they record. */
static bool is_handed_on(const struct listing *listing, struct listing_range variable,
                         size_t call)
{
    bool is_alone = listing_is_one_of(listing, variable.end, ", )") &&
                    listing_is_one_of(listing, variable.first - 1, ", (");
    bool is_library = !strncmp(listing->words[call].text, "async_", 6) ||
                      listing_is_one_of(listing, call, LISTING_PRINTERS);
    return listing_is(listing, variable.first - 1, "&") || (is_alone && call && !is_library);
}

/* The name of the call whose argument the word is; 0: of none. */
static size_t call_around(const struct listing *listing, size_t word)
{
    for (size_t i = word; i > 1 && !listing->words[i].is_boundary; i--) {
        bool is_open = listing_is(listing, i, "(") && listing->words[i].match > word;
        if (is_open && listing->words[i - 1].is_name)
            return i - 1;
    }
    return 0;
}

static void read_body(struct effects *effects, const struct listing *listing,
                      struct listing_range body)
{
    struct listing_range variable;
    for (size_t at = body.first; listing_next_variable(listing, body, &at, &variable);) {
        if (!listing_has_name(listing, &listing->outside, variable.first))
            continue;
        listing_add_name(listing, &effects->used, variable.first);
        if (is_handed_on(listing, variable, call_around(listing, variable.first)))
            listing_add_name(listing, &effects->written, variable.first);
    }
    for (size_t at = body.first; listing_next_assigned(listing, body, &at, &variable);) {
        if (listing_has_name(listing, &listing->outside, variable.first))
            listing_add_name(listing, &effects->written, variable.first);
    }
    for (size_t at = body.first; at < body.end; at++) {
        struct listing_range other; /* called here, or by a thread or a callback */
        if (listing->words[at].is_name && listing_body(listing, at, &other))
            listing_add_name(listing, &effects->functions, at);
    }
}

bool effects_read(struct effects *effects, const struct listing *listing, size_t function)
{
    struct listing_range body;
    if (!listing_body(listing, function, &body))
        return false;
    *effects = (struct effects){ 0 };
    listing_add_name(listing, &effects->functions, function);
    for (size_t i = 0; i < effects->functions.count; i++) {
        if (listing_body(listing, effects->functions.items[i], &body))
            read_body(effects, listing, body);
    }
    return true;
}

void effects_finish(struct effects *effects)
{
    free(effects->functions.items);
    free(effects->used.items);
    free(effects->written.items);
    *effects = (struct effects){ 0 };
}

bool effects_uses(const struct effects *effects, const struct listing *listing,
                  struct listing_range variable)
{
    return listing_has_name(listing, &effects->used, variable.first);
}

static bool writes_what_is_used(const struct effects *a, const struct effects *b,
                                const struct listing *listing)
{
    bool is_used = false;
    for (size_t i = 0; i < a->written.count && !is_used; i++)
        is_used = listing_has_name(listing, &b->used, a->written.items[i]);
    return is_used;
}

bool effects_clash(const struct effects *a, const struct effects *b,
                   const struct listing *listing)
{
    return writes_what_is_used(a, b, listing) || writes_what_is_used(b, a, listing);
}
