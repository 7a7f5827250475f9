#include "trace/advice/carried.h"

#include <stdlib.h>

#include "base/mem.h"

static bool is_in_head(const struct carried *carried, struct listing_range variable)
{
    struct listing_range other;
    for (size_t at = carried->head.first;
         listing_next_variable(carried->listing, carried->head, &at, &other);) {
        if (listing_can_be_same(carried->listing, variable, other))
            return true;
    }
    return false;
}

static bool is_known(const struct carried *carried, struct carried_variable one)
{
    bool is_there = false;
    for (size_t i = 0; i < carried->count && !is_there; i++)
        is_there = carried->items[i].is_argument == one.is_argument &&
                   listing_is_same(carried->listing, carried->items[i].variable, one.variable);
    return is_there;
}

void carried_add(struct carried *carried, struct listing_range words, bool is_argument)
{
    struct listing_range variable;
    for (size_t at = words.first;
         listing_next_variable(carried->listing, words, &at, &variable);) {
        const struct carried_variable one = { variable, is_argument };
        at = variable.end; /* subscripts are only read */
        if (is_known(carried, one) || (is_argument && is_in_head(carried, variable)))
            continue;
        carried->items = mem_grow(carried->items, &carried->cap, carried->count + 1,
                                  sizeof(*carried->items));
        carried->items[carried->count++] = one;
    }
}

static bool is_one(const struct carried *carried, struct listing_range variable,
                   bool with_arguments)
{
    bool is_there = false;
    for (size_t i = 0; i < carried->count && !is_there; i++)
        is_there = (with_arguments || !carried->items[i].is_argument) &&
                   listing_can_be_same(carried->listing, carried->items[i].variable, variable);
    return is_there;
}

bool carried_is_in(const struct carried *carried, struct listing_range words,
                   bool with_arguments)
{
    struct listing_range variable;
    bool is_there = false;
    for (size_t at = words.first;
         !is_there && listing_next_variable(carried->listing, words, &at, &variable);)
        is_there = is_one(carried, variable, with_arguments);
    return is_there;
}

bool carried_is_around(const struct carried *carried, struct listing_range statement,
                       struct listing_range result, bool with_arguments)
{
    const struct listing_range before = { statement.first, result.first };
    const struct listing_range after = { result.end, statement.end };
    return carried_is_in(carried, before, with_arguments) ||
           carried_is_in(carried, after, with_arguments);
}

/* Whether a decision hangs on it: if the loop goes on, which branch is taken. Leaves in
 * `*statement` what is behind those. */
static bool is_decided(const struct carried *carried, struct listing_range *statement)
{
    const struct listing *listing = carried->listing;
    while (statement->first < statement->end &&
           listing_is_one_of(listing, statement->first, "if else for while switch do")) {
        size_t open = ++statement->first;
        if (open >= statement->end || !listing_is(listing, open, "("))
            continue;
        statement->first = listing_behind(listing, open);
        if (carried_is_in(carried, (struct listing_range){ open, statement->first }, true))
            return true;
    }
    return false;
}

bool carried_pass_on(struct carried *carried, struct listing_range statement)
{
    struct listing_range rest = statement;
    if (is_decided(carried, &rest))
        return false;
    bool is_shown = rest.first < rest.end &&
                    listing_is_one_of(carried->listing, rest.first, LISTING_PRINTERS);
    if (!is_shown && carried_is_in(carried, listing_value(carried->listing, rest), true))
        carried_add(carried, rest, false);
    return true;
}

void carried_pass_back(struct carried *carried, size_t word)
{
    struct listing_range before = { word, word }, statement;
    while (before.first && carried->listing->words[before.first - 1].blocks)
        before.first--;
    for (size_t at = before.first;
         listing_next_statement(carried->listing, before, &at, &statement);)
        carried_pass_on(carried, statement);
}

void carried_finish(struct carried *carried)
{
    free(carried->items);
    *carried = (struct carried){ 0 };
}
