#include "trace/advice/asker.h"

#define AWAITS "async_await async_wait_for async_to_thread"
#define MAKES  "async_coro async_to_thread" /* which makes and awaits at once */

/* ---- Calls ---- */

bool asker_is_await(const struct listing *listing, size_t word, struct listing_call *ret_await)
{
    return listing_is_one_of(listing, word, AWAITS) && listing_call(listing, word, ret_await) &&
           ret_await->count > 1 && ret_await->count <= LISTING_ARGS;
}

bool asker_is_making(const struct listing *listing, size_t word,
                     struct listing_call *ret_making)
{
    return listing_is_one_of(listing, word, MAKES) && listing_call(listing, word, ret_making) &&
           ret_making->count > 1;
}

size_t asker_function(const struct listing_call *making)
{
    return making->args[0].first;
}

struct listing_range asker_argument(const struct listing_call *making)
{
    return making->args[1];
}

struct listing_range asker_result(const struct listing_call *await)
{
    return await->args[await->count - 1];
}

/* ---- Finding ---- */

/* False if they are not there, or not in one text. */
static bool find_places(struct sources *sources, struct independence_await await,
                        struct place *ret_made, struct place *ret_at)
{
    return sources_find(sources, await.made, ret_made) &&
           sources_find(sources, await.at, ret_at) && ret_made->source == ret_at->source;
}

static bool set_await(struct asker *asker, int line)
{
    const struct listing *listing = &asker->listing;
    if (!listing_call_at(listing, line, AWAITS, &asker->await) ||
        !asker_is_await(listing, asker->await.name, &asker->await))
        return false;
    asker->statement = listing_statement(listing, asker->await.name);
    asker->result = asker_result(&asker->await);
    return true;
}

bool asker_find_await(struct asker *asker, struct sources *sources,
                      struct independence_await await, struct place *ret_made)
{
    struct place made, at;
    if (!find_places(sources, await, &made, &at))
        return false;
    *asker = (struct asker){ .source = at.source };
    listing_read(&asker->listing, at.source);
    if (!set_await(asker, at.line)) {
        asker_finish(asker);
        return false;
    }
    *ret_made = made;
    return true;
}

bool asker_set_making(struct asker *asker, const struct listing_call *making)
{
    effects_finish(&asker->effects);
    asker->making = *making;
    return effects_read(&asker->effects, &asker->listing, asker_function(making));
}

bool asker_find(struct asker *asker, struct sources *sources, struct independence_await await)
{
    struct place made;
    struct listing_call making;
    if (!asker_find_await(asker, sources, await, &made))
        return false;
    if (listing_call_at(&asker->listing, made.line, MAKES, &making) &&
        asker_is_making(&asker->listing, making.name, &making) &&
        asker_set_making(asker, &making))
        return true;
    asker_finish(asker);
    return false;
}

void asker_finish(struct asker *asker)
{
    effects_finish(&asker->effects);
    listing_finish(&asker->listing);
}

bool asker_find_other(const struct asker *asker, struct sources *sources,
                      struct independence_await other, size_t *ret_first)
{
    const struct listing *listing = &asker->listing;
    struct place made, at;
    struct listing_call making, await;
    if (!find_places(sources, other, &made, &at) || at.source != asker->source ||
        !listing_call_at(listing, made.line, MAKES, &making) ||
        !listing_call_at(listing, at.line, AWAITS, &await))
        return false;
    size_t word = making.name < await.name ? making.name : await.name;
    *ret_first = listing_statement(listing, word).first;
    return true;
}

/* ---- What is carried ---- */

/* What was carried may also lie where the function finds it by itself. */
static bool finds_carried(const struct asker *asker, const struct carried *carried)
{
    bool is_found = false;
    for (size_t i = 0; i < carried->count && !is_found; i++)
        is_found = !carried->items[i].is_argument &&
                   effects_uses(&asker->effects, carried->listing, carried->items[i].variable);
    return is_found;
}

bool asker_needs(const struct asker *asker, const struct carried *carried, bool with_arguments)
{
    return carried_is_around(carried, asker->statement, asker->result, with_arguments) ||
           carried_is_in(carried, asker_argument(&asker->making), with_arguments) ||
           finds_carried(asker, carried);
}

/* ---- Coroutines that are apart ---- */

/* The same argument, or the same call where there is none. */
static bool is_same_argument(const struct listing *listing, const struct listing_call *a,
                             const struct listing_call *b)
{
    return listing_is_same(listing, asker_argument(a), asker_argument(b)) &&
           (!listing_is(listing, asker_argument(a).first, "NULL") ||
            listing_is_same(listing, a->args[0], b->args[0]));
}

/* Whether a function finds by itself what another one was given. */
static bool finds_argument(const struct listing *listing, const struct effects *effects,
                           const struct listing_call *making)
{
    struct listing_range variable;
    bool is_found = false;
    for (size_t at = asker_argument(making).first;
         !is_found && listing_next_variable(listing, asker_argument(making), &at, &variable);)
        is_found = effects_uses(effects, listing, variable);
    return is_found;
}

bool asker_is_apart_from(const struct asker *asker, const struct listing_call *making)
{
    const struct listing *listing = &asker->listing;
    struct effects effects;
    if (is_same_argument(listing, making, &asker->making) ||
        !effects_read(&effects, listing, asker_function(making)))
        return false;
    bool is_free = !effects_clash(&effects, &asker->effects, listing) &&
                   !finds_argument(listing, &asker->effects, making) &&
                   !finds_argument(listing, &effects, &asker->making);
    effects_finish(&effects);
    return is_free;
}

static bool has_member(const struct listing *listing, struct listing_range variable)
{
    return listing_is(listing, variable.end, ".") ||
           (listing_is(listing, variable.end, "-") &&
            listing_is(listing, variable.end + 1, ">"));
}

/* Whether the argument is another one in each round, and not the same with another member. */
static bool is_changed(const struct asker *asker, struct listing_range loop)
{
    const struct listing_range words = asker_argument(&asker->making);
    struct listing_range argument, changed;
    for (size_t at = words.first;
         listing_next_variable(&asker->listing, words, &at, &argument);) {
        for (size_t i = loop.first;
             listing_next_assigned(&asker->listing, loop, &i, &changed);) {
            if (listing_can_be_same(&asker->listing, argument, changed) &&
                !has_member(&asker->listing, changed))
                return true;
        }
    }
    return false;
}

bool asker_is_apart_in_rounds(const struct asker *asker, struct listing_range loop)
{
    return is_changed(asker, loop) &&
           !effects_clash(&asker->effects, &asker->effects, &asker->listing);
}
