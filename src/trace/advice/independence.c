#include "trace/advice/independence.h"

#include "trace/advice/carried.h"
#include "trace/advice/effects.h"

#define AWAITS "async_await async_wait_for async_to_thread"
#define MAKES  "async_coro async_to_thread" /* which makes and awaits at once */
/* Where these stand, what comes later in the text need not come later in the run. */
#define BRANCHES "else case default switch for while do goto"

/* The await that is asked about, in the text. */
struct asker {
    const struct source *source; /* borrowed */
    struct listing listing;
    struct listing_call await, making;
    struct listing_range statement; /* of the await */
    struct listing_range result;    /* its last argument */
    struct effects effects;         /* of its function */
};

/* ---- The await ---- */

static bool is_await(const struct listing *listing, size_t word, struct listing_call *ret_await)
{
    return listing_is_one_of(listing, word, AWAITS) && listing_call(listing, word, ret_await) &&
           ret_await->count > 1 && ret_await->count <= LISTING_ARGS;
}

static bool is_making(const struct listing *listing, size_t word,
                      struct listing_call *ret_making)
{
    return listing_is_one_of(listing, word, MAKES) && listing_call(listing, word, ret_making) &&
           ret_making->count > 1;
}

static size_t function_of(const struct listing_call *making)
{
    return making->args[0].first;
}

static struct listing_range argument_of(const struct listing_call *making)
{
    return making->args[1];
}

static struct listing_range result_of(const struct listing_call *await)
{
    return await->args[await->count - 1];
}

/* False if they are not there, or not in one text. */
static bool find_places(struct sources *sources, struct independence_await await,
                        struct place *ret_made, struct place *ret_at)
{
    return sources_find(sources, await.made, ret_made) &&
           sources_find(sources, await.at, ret_at) && ret_made->source == ret_at->source;
}

static bool find_await(struct asker *asker, int line)
{
    const struct listing *listing = &asker->listing;
    if (!listing_call_at(listing, line, AWAITS, &asker->await) ||
        !is_await(listing, asker->await.name, &asker->await))
        return false;
    asker->statement = listing_statement(listing, asker->await.name);
    asker->result = result_of(&asker->await);
    return true;
}

static bool find_calls(struct asker *asker, int made_line, int line)
{
    const struct listing *listing = &asker->listing;
    return find_await(asker, line) &&
           listing_call_at(listing, made_line, MAKES, &asker->making) &&
           is_making(listing, asker->making.name, &asker->making) &&
           effects_read(&asker->effects, listing, function_of(&asker->making));
}

/* False, and nothing to finish, if the text does not show it. */
static bool find_asker(struct sources *sources, struct independence_await await,
                       struct asker *ret_asker)
{
    struct place made, at;
    struct asker asker = { 0 };
    if (!find_places(sources, await, &made, &at))
        return false;
    asker.source = at.source;
    listing_read(&asker.listing, at.source);
    if (!find_calls(&asker, made.line, at.line)) {
        listing_finish(&asker.listing);
        return false;
    }
    *ret_asker = asker;
    return true;
}

static void finish_asker(struct asker *asker)
{
    effects_finish(&asker->effects);
    listing_finish(&asker->listing);
}

static bool is_within(struct listing_range range, size_t word)
{
    return range.first <= word && word < range.end;
}

/* ---- What is carried ---- */

/* Awaits in the statement bring something. */
static void take(struct carried *carried, struct listing_range statement)
{
    struct listing_call await;
    struct listing_call making;
    for (size_t at = statement.first; at < statement.end; at++) {
        if (is_await(carried->listing, at, &await))
            carried_add(carried, result_of(&await), false);
        if (is_making(carried->listing, at, &making))
            carried_add(carried, argument_of(&making), true);
    }
}

/* The statement of an await, but for where its own result goes. */
static bool is_around(const struct carried *carried, struct listing_range statement,
                      struct listing_range result, bool with_arguments)
{
    const struct listing_range before = { statement.first, result.first };
    const struct listing_range after = { result.end, statement.end };
    return carried_is_in(carried, before, with_arguments) ||
           carried_is_in(carried, after, with_arguments);
}

static bool needs_carried(const struct carried *carried, const struct asker *asker,
                          bool with_arguments)
{
    return is_around(carried, asker->statement, asker->result, with_arguments) ||
           carried_is_in(carried, argument_of(&asker->making), with_arguments);
}

/* What was carried may also lie where the function finds it by itself. */
static bool finds_carried(const struct carried *carried, const struct asker *asker)
{
    bool is_found = false;
    for (size_t i = 0; i < carried->count && !is_found; i++)
        is_found = !carried->items[i].is_argument &&
                   effects_uses(&asker->effects, carried->listing, carried->items[i].variable);
    return is_found;
}

/* ---- In line ---- */

static bool has_branches(const struct listing *listing, struct listing_range words)
{
    bool is_branched = false;
    for (size_t i = words.first; i < words.end && !is_branched; i++)
        is_branched = !listing->words[i].blocks || listing_is_one_of(listing, i, BRANCHES);
    return is_branched;
}

/* The same argument, or the same call where there is none. */
static bool is_same_argument(const struct listing *listing, const struct listing_call *a,
                             const struct listing_call *b)
{
    return listing_is_same(listing, argument_of(a), argument_of(b)) &&
           (!listing_is(listing, argument_of(a).first, "NULL") ||
            listing_is_same(listing, a->args[0], b->args[0]));
}

/* Whether a function finds by itself what another one was given. */
static bool finds_argument(const struct listing *listing, const struct effects *effects,
                           const struct listing_call *making)
{
    struct listing_range variable;
    bool is_found = false;
    for (size_t at = argument_of(making).first;
         !is_found && listing_next_variable(listing, argument_of(making), &at, &variable);)
        is_found = effects_uses(effects, listing, variable);
    return is_found;
}

/* Whether two functions have nothing to do with each other. */
static bool is_apart_from(const struct asker *asker, const struct listing_call *making)
{
    const struct listing *listing = &asker->listing;
    struct effects effects;
    if (is_same_argument(listing, making, &asker->making) ||
        !effects_read(&effects, listing, function_of(making)))
        return false;
    bool is_free = !effects_clash(&effects, &asker->effects, listing) &&
                   !finds_argument(listing, &asker->effects, making) &&
                   !finds_argument(listing, &effects, &asker->making);
    effects_finish(&effects);
    return is_free;
}

/* Likewise, those that were awaited before and this one. */
static bool is_apart(const struct asker *asker, struct listing_range before)
{
    const struct listing *listing = &asker->listing;
    bool is_free = true;
    for (size_t at = before.first; at < before.end && is_free; at++) {
        struct listing_call making;
        if (at != asker->making.name && is_making(listing, at, &making))
            is_free = is_apart_from(asker, &making);
    }
    return is_free;
}

/* Variables that the function set before may lead to what is carried, by its address. */
static void follow_back(struct carried *carried, size_t first)
{
    struct listing_range before = { first, first }, statement;
    while (before.first && carried->listing->words[before.first - 1].blocks)
        before.first--;
    for (size_t at = before.first;
         listing_next_statement(carried->listing, before, &at, &statement);)
        carried_pass_on(carried, statement);
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
    follow_back(carried, before.first);
    return !needs_carried(carried, asker, true) && !finds_carried(carried, asker);
}

/* Where the statements begin that the first await is made of. False if they are not there. */
static bool find_first(struct sources *sources, const struct asker *asker,
                       struct independence_await first, size_t *ret_first)
{
    const struct listing *listing = &asker->listing;
    struct place made, at;
    struct listing_call making, await;
    if (!find_places(sources, first, &made, &at) || at.source != asker->source ||
        !listing_call_at(listing, made.line, MAKES, &making) ||
        !listing_call_at(listing, at.line, AWAITS, &await))
        return false;
    size_t word = making.name < await.name ? making.name : await.name;
    *ret_first = listing_statement(listing, word).first;
    return true;
}

bool independence_in_line(struct sources *sources, struct independence_await first,
                          struct independence_await await)
{
    struct asker asker;
    size_t from;
    if (!find_asker(sources, await, &asker))
        return false;
    struct carried carried = { .listing = &asker.listing };
    bool is_free = false;
    if (find_first(sources, &asker, first, &from)) {
        const struct listing_range before = { from, asker.statement.first };
        const struct listing_range all = { from, asker.statement.end };
        is_free = from < asker.statement.first && !has_branches(carried.listing, all) &&
                  is_apart(&asker, before) && follow_line(&carried, &asker, before);
    }
    carried_finish(&carried);
    finish_asker(&asker);
    return is_free;
}

/* ---- In a loop ---- */

static bool has_member(const struct listing *listing, struct listing_range variable)
{
    return listing_is(listing, variable.end, ".") ||
           (listing_is(listing, variable.end, "-") &&
            listing_is(listing, variable.end + 1, ">"));
}

/* Whether the argument is another one in each round, and not the same with another member. */
static bool is_changed(const struct asker *asker, struct listing_range loop)
{
    struct listing_range argument, changed;
    for (size_t at = argument_of(&asker->making).first;
         listing_next_variable(&asker->listing, argument_of(&asker->making), &at, &argument);) {
        for (size_t i = loop.first;
             listing_next_assigned(&asker->listing, loop, &i, &changed);) {
            if (listing_can_be_same(&asker->listing, argument, changed) &&
                !has_member(&asker->listing, changed))
                return true;
        }
    }
    return false;
}

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
    return !needs_carried(carried, asker, false) && !finds_carried(carried, asker);
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
    if (!find_asker(sources, await, &asker))
        return false;
    const struct listing_range call = { asker.await.name, asker.await.name + 1 };
    bool is_free = listing_loop_around(&asker.listing, call, &loop) &&
                   is_within(loop, asker.making.name) && is_changed(&asker, loop) &&
                   !effects_clash(&asker.effects, &asker.effects, &asker.listing) &&
                   is_loop_free(&asker, loop);
    finish_asker(&asker);
    return is_free;
}

/* ---- Made first ---- */

/* The next call from `*at` on that may have made it: there may be several on its line. */
static bool next_making(const struct listing *listing, int line, const char *name, size_t *at,
                        struct listing_call *ret_making)
{
    for (; *at < listing->count; ++*at) {
        if (!is_making(listing, *at, ret_making) ||
            !listing_is(listing, function_of(ret_making), name))
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
        if (is_await(carried->listing, at, &call))
            return !is_around(carried, statement, result_of(&call), false);
        if (is_making(carried->listing, at, &call))
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
        if (is_await(carried->listing, at, &await))
            carried_add(carried, result_of(&await), false);
    }
    for (size_t known = 0; known < carried->count;) {
        known = carried->count;
        for (size_t at = reach.first;
             listing_next_statement(carried->listing, reach, &at, &statement);) {
            if (!follow_results(carried, statement))
                return false;
        }
    }
    follow_back(carried, reach.first);
    return true;
}

/* Two calls in the text, of which the asker's is awaited later. */
static bool is_pair_free(const struct asker *asker, const struct listing_call *other)
{
    const struct listing *listing = &asker->listing;
    struct carried carried = { .listing = listing };
    size_t made = other->name < asker->making.name ? other->name : asker->making.name;
    struct listing_range reach = reach_of(asker, made);
    carried_add(&carried, argument_of(other), true);
    bool is_free = made < asker->await.name && is_apart_from(asker, other) &&
                   follow_reach(&carried, asker, reach) &&
                   !needs_carried(&carried, asker, true) && !finds_carried(&carried, asker);
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
    bool is_free = is_changed(asker, loop) &&
                   !effects_clash(&asker->effects, &asker->effects, &asker->listing) &&
                   follow_reach(&carried, asker, reach_of(asker, asker->making.name)) &&
                   !needs_carried(&carried, asker, false) && !finds_carried(&carried, asker);
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
    bool is_found = false, is_free = true;
    for (size_t at = 0;
         is_free && next_making(&asker->listing, line, name, &at, &asker->making);) {
        is_found = true;
        is_free = effects_read(&asker->effects, &asker->listing, function_of(&asker->making)) &&
                  is_free_of_all(asker, first_line, first);
        effects_finish(&asker->effects);
    }
    return is_found && is_free;
}

bool independence_made_first(struct sources *sources, struct independence_await first,
                             struct independence_await await)
{
    struct place first_made, made, at;
    struct asker asker = { 0 };
    if (!find_places(sources, await, &made, &at) ||
        !sources_find(sources, first.made, &first_made) || first_made.source != at.source)
        return false;
    asker.source = at.source;
    listing_read(&asker.listing, at.source);
    bool is_free = find_await(&asker, at.line) &&
                   is_made_free(&asker, first_made.line, first.name, made.line, await.name);
    listing_finish(&asker.listing);
    return is_free;
}
