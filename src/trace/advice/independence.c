#include "trace/advice/independence.h"

#include "trace/advice/asker.h"

/* Where these stand, what comes later in the text need not come later in the run. */
#define BRANCHES "else case default switch for while do goto"

static bool is_within(struct listing_range range, size_t word)
{
    return range.first <= word && word < range.end;
}

/* Awaits in the statement bring something. */
static void take(struct carried *carried, struct listing_range statement)
{
    struct listing_call await;
    struct listing_call making;
    for (size_t at = statement.first; at < statement.end; at++) {
        if (asker_is_await(carried->listing, at, &await))
            carried_add(carried, asker_result(&await), false);
        if (asker_is_making(carried->listing, at, &making))
            carried_add(carried, asker_argument(&making), true);
    }
}

/* ---- In line ---- */

static bool has_branches(const struct listing *listing, struct listing_range words)
{
    bool is_branched = false;
    for (size_t i = words.first; i < words.end && !is_branched; i++)
        is_branched = !listing->words[i].blocks || listing_is_one_of(listing, i, BRANCHES);
    return is_branched;
}

/* Whether those that were awaited before have nothing to do with this one. */
static bool is_apart(const struct asker *asker, struct listing_range before)
{
    const struct listing *listing = &asker->listing;
    bool is_free = true;
    for (size_t at = before.first; at < before.end && is_free; at++) {
        struct listing_call making;
        if (at != asker->making.name && asker_is_making(listing, at, &making))
            is_free = asker_is_apart_from(asker, &making);
    }
    return is_free;
}

static bool follow_line(struct carried *carried, const struct asker *asker,
                        struct listing_range before)
{
    struct listing_range statement;
    for (size_t at = before.first;
         listing_next_statement(carried->listing, before, &at, &statement);) {
        if (is_within(statement, asker->making.name))
            continue;
        if (!carried_pass_on(carried, statement))
            return false;
        take(carried, statement);
    }
    carried_pass_back(carried, before.first);
    return !asker_needs(asker, carried, true);
}

bool independence_in_line(struct sources *sources, struct independence_await first,
                          struct independence_await await)
{
    struct asker asker;
    size_t from;
    if (!asker_find(&asker, sources, await))
        return false;
    struct carried carried = { .listing = &asker.listing };
    bool is_free = false;
    if (asker_find_other(&asker, sources, first, &from)) {
        const struct listing_range before = { from, asker.statement.first };
        const struct listing_range all = { from, asker.statement.end };
        is_free = from < asker.statement.first && !has_branches(carried.listing, all) &&
                  is_apart(&asker, before) && follow_line(&carried, &asker, before);
    }
    carried_finish(&carried);
    asker_finish(&asker);
    return is_free;
}

/* ---- In a loop ---- */

/* What one round brings may be carried on in the next. */
static bool follow_rounds(struct carried *carried, const struct asker *asker,
                          struct listing_range loop)
{
    struct listing_range statement;
    take(carried, loop);
    for (size_t known = 0; known < carried->count;) {
        known = carried->count;
        for (size_t at = loop.first;
             listing_next_statement(carried->listing, loop, &at, &statement);) {
            if (!is_within(statement, asker->await.name) &&
                !is_within(statement, asker->making.name) &&
                !carried_pass_on(carried, statement))
                return false;
        }
    }
    return !asker_needs(asker, carried, false);
}

/* The loop and those around it. */
static bool is_loop_free(const struct asker *asker, struct listing_range loop)
{
    struct listing_range outer;
    struct carried carried = {
        .listing = &asker->listing,
        .head = { loop.first, loop.first + 1 },
    };
    if (listing_is(carried.listing, loop.first + 1, "("))
        carried.head.end = listing_behind(carried.listing, loop.first + 1);
    bool is_free = follow_rounds(&carried, asker, loop);
    carried_finish(&carried);
    if (is_free && listing_loop_around(&asker->listing, loop, &outer))
        is_free = is_loop_free(asker, outer);
    return is_free;
}

bool independence_in_loop(struct sources *sources, struct independence_await await)
{
    struct asker asker;
    struct listing_range loop;
    if (!asker_find(&asker, sources, await))
        return false;
    const struct listing_range call = { asker.await.name, asker.await.name + 1 };
    bool is_free = listing_loop_around(&asker.listing, call, &loop) &&
                   is_within(loop, asker.making.name) &&
                   asker_is_apart_in_rounds(&asker, loop) && is_loop_free(&asker, loop);
    asker_finish(&asker);
    return is_free;
}
