/* Awaits of coroutines that were made first. The text may show several calls that can have made
 * one of them, on one line or in a loop: then none of those may be needed. */
#include "trace/advice/independence.h"

#include "trace/advice/asker.h"

/* The next call from `*at` on that may have made it: there may be several on its line. */
static bool next_making(const struct listing *listing, int line, const char *name, size_t *at,
                        struct listing_call *ret_making)
{
    for (; *at < listing->count; ++*at) {
        if (!asker_is_making(listing, *at, ret_making) ||
            !listing_is(listing, asker_function(ret_making), name))
            continue;
        size_t end = listing_behind(listing, *at + 1) - 1;
        if (listing->words[*at].line <= line && listing->words[end].line >= line) {
            ++*at;
            return true;
        }
    }
    return false;
}

/* From where the first of them is made to the await, and to the end of loops around that. */
static struct listing_range reach_of(const struct asker *asker, size_t first_making)
{
    const struct listing *listing = &asker->listing;
    struct listing_range reach = { listing_statement(listing, first_making).first,
                                   asker->statement.first };
    struct listing_range loop = { asker->await.name, asker->await.name + 1 };
    while (listing_loop_around(listing, loop, &loop) && loop.first > first_making)
        reach.end = loop.end;
    return reach;
}

/* What awaits bring goes on in the statements after them, those that a loop comes back to as
 * well. */
static bool follow_results(struct carried *carried, struct listing_range statement)
{
    struct listing_call call;
    for (size_t at = statement.first; at < statement.end; at++) {
        if (asker_is_await(carried->listing, at, &call))
            return !carried_is_around(carried, statement, asker_result(&call), false);
        if (asker_is_making(carried->listing, at, &call))
            return true;
    }
    return carried_pass_on(carried, statement);
}

static bool follow_reach(struct carried *carried, const struct asker *asker,
                         struct listing_range reach)
{
    struct listing_call await;
    struct listing_range statement;
    for (size_t at = reach.first; at < reach.end; at++) {
        if (asker_is_await(carried->listing, at, &await))
            carried_add(carried, asker_result(&await), false);
    }
    for (size_t known = 0; known < carried->count;) {
        known = carried->count;
        for (size_t at = reach.first;
             listing_next_statement(carried->listing, reach, &at, &statement);) {
            if (!follow_results(carried, statement))
                return false;
        }
    }
    carried_pass_back(carried, reach.first);
    return true;
}

/* Two calls in the text, of which the asker's is awaited later. */
static bool is_pair_free(const struct asker *asker, const struct listing_call *other)
{
    const struct listing *listing = &asker->listing;
    struct carried carried = { .listing = listing };
    size_t made = other->name < asker->making.name ? other->name : asker->making.name;
    struct listing_range reach = reach_of(asker, made);
    carried_add(&carried, asker_argument(other), true);
    bool is_free = made < asker->await.name && asker_is_apart_from(asker, other) &&
                   follow_reach(&carried, asker, reach) && !asker_needs(asker, &carried, true);
    carried_finish(&carried);
    return is_free;
}

/* One call in the text: whether its coroutines need nothing of each other, if a loop makes
 * several. */
static bool is_repeat_free(const struct asker *asker)
{
    const struct listing_range call = { asker->making.name, asker->making.name + 1 };
    struct carried carried = { .listing = &asker->listing };
    struct listing_range loop;
    if (!listing_loop_around(&asker->listing, call, &loop))
        return true;
    bool is_free = asker_is_apart_in_rounds(asker, loop) &&
                   follow_reach(&carried, asker, reach_of(asker, asker->making.name)) &&
                   !asker_needs(asker, &carried, false);
    carried_finish(&carried);
    return is_free;
}

static bool is_free_of_all(const struct asker *asker, int line, const char *name)
{
    struct listing_call making;
    bool is_found = false, is_free = true;
    for (size_t at = 0; is_free && next_making(&asker->listing, line, name, &at, &making);) {
        is_found = true;
        is_free = making.name == asker->making.name ? is_repeat_free(asker)
                                                    : is_pair_free(asker, &making);
    }
    return is_found && is_free;
}

/* Each call that may have made the await's coroutine asks about each that may have made the
 * first one. */
static bool is_made_free(struct asker *asker, int first_line, const char *first, int line,
                         const char *name)
{
    struct listing_call making;
    bool is_found = false, is_free = true;
    for (size_t at = 0; is_free && next_making(&asker->listing, line, name, &at, &making);) {
        is_found = true;
        is_free = asker_set_making(asker, &making) && is_free_of_all(asker, first_line, first);
    }
    return is_found && is_free;
}

bool independence_made_first(struct sources *sources, struct independence_await first,
                             struct independence_await await)
{
    struct asker asker;
    struct place first_made, made;
    if (!asker_find_await(&asker, sources, await, &made))
        return false;
    bool is_free = sources_find(sources, first.made, &first_made) &&
                   first_made.source == asker.source &&
                   is_made_free(&asker, first_made.line, first.name, made.line, await.name);
    asker_finish(&asker);
    return is_free;
}
