/* The words of a program's text, and as much of its shape as it takes to see what one await has
 * from another: statements, calls, loops, functions, variables. It is no parser: what it does
 * not understand it does not find, and it does not see through macros.
 *
 * Example:
 *     struct listing listing;
 *     struct listing_call call;
 *     listing_read(&listing, place.source);
 *     if (listing_call_at(&listing, place.line, "async_coro", &call))
 *         ...the words of call.args[1] are its argument...
 *     listing_finish(&listing); */
#ifndef TRACE_ADVICE_LISTING_H
#define TRACE_ADVICE_LISTING_H

#include "trace/source.h"

struct listing_word {
    const char *text; /* borrowed from the source */
    uint32_t len;
    int line;
    uint32_t match;   /* of a bracket: its other one; 0: it has none */
    uint32_t blocks;  /* that are open here; 0: outside functions */
    bool is_name;     /* an identifier, and no keyword */
    bool is_boundary; /* between statements: `;`, or a brace of a block */
};

/* Each by a word that is it. */
struct listing_names {
    size_t *items;
    size_t count, cap;
};

struct listing {
    struct listing_word *words;
    size_t count, cap;
    struct listing_names functions; /* that are defined here */
    struct listing_names outside;   /* variables that outlive calls: of the file, or static */
};

/* Calls that only show what they get. */
#define LISTING_PRINTERS "printf fprintf puts fputs putchar fflush"

/* Words [first, end). */
struct listing_range {
    size_t first, end;
};

enum { LISTING_ARGS = 3 };

struct listing_call {
    size_t name; /* word */
    struct listing_range args[LISTING_ARGS];
    size_t count; /* of its arguments; those beyond LISTING_ARGS are counted only */
};

/* The source must outlive the words. Comments and directives are left out. */
void listing_read(struct listing *listing, const struct source *source);
void listing_finish(struct listing *listing);

bool listing_is(const struct listing *listing, size_t word, const char *text);
/* One of these words, which stand between spaces. */
bool listing_is_one_of(const struct listing *listing, size_t word, const char *texts);
bool listing_has_name(const struct listing *listing, const struct listing_names *names,
                      size_t word);
/* Unless they have it. */
void listing_add_name(const struct listing *listing, struct listing_names *names, size_t word);

/* The same words, however they are laid out. */
bool listing_is_same(const struct listing *listing, struct listing_range a,
                     struct listing_range b);

/* Behind the bracket that closes the one at `open`. */
size_t listing_behind(const struct listing *listing, size_t open);

/* ---- Statements ---- */

/* The statement around a word, without what ends it. */
struct listing_range listing_statement(const struct listing *listing, size_t word);

/* The next one that begins in the range, from `*at` on, which is moved behind it. False: no
 * more. */
bool listing_next_statement(const struct listing *listing, struct listing_range range,
                            size_t *at, struct listing_range *ret_statement);

/* What a statement reads: what is behind its `=` if it has one. */
struct listing_range listing_value(const struct listing *listing,
                                   struct listing_range statement);

/* The innermost loop around the words, its head included. False if there is none. */
bool listing_loop_around(const struct listing *listing, struct listing_range words,
                         struct listing_range *ret_loop);

/* ---- Calls and functions ---- */

/* The call whose name stands at the word. False if none does. */
bool listing_call(const struct listing *listing, size_t word, struct listing_call *ret_call);

/* The only call of one of the names (between spaces) in the statements that the line is a part
 * of. False if there is none, or more than one. */
bool listing_call_at(const struct listing *listing, int line, const char *names,
                     struct listing_call *ret_call);

/* The body of the function with the name at this word. False if it is not in this text. */
bool listing_body(const struct listing *listing, size_t name, struct listing_range *ret_body);

/* ---- Variables ---- */

/* The next variable in the range, from `*at` on: its name, with the subscripts behind it; not
 * which member. `*at` is moved behind the name, so that what is in its subscripts comes next.
 * False: no more. */
bool listing_next_variable(const struct listing *listing, struct listing_range range,
                           size_t *at, struct listing_range *ret_variable);

/* Likewise, the next one that is given a value, or counted up or down. */
bool listing_next_assigned(const struct listing *listing, struct listing_range range,
                           size_t *at, struct listing_range *ret_variable);

/* Whether they can be the same: a whole array and an element of it can. */
bool listing_can_be_same(const struct listing *listing, struct listing_range a,
                         struct listing_range b);

#endif
