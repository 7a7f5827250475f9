#include "trace/advice/listing.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- Words ---- */

/* What encloses the word that is read: the innermost bracket is the last one. */
struct nesting {
    struct open {
        uint32_t word;
        bool is_block;
    } * open;
    size_t count, cap;
    uint32_t blocks;
    bool is_assigning; /* the statement had its `=`: a brace is part of the value */
};

static bool is_in_block(const struct nesting *nesting)
{
    return !nesting->count || nesting->open[nesting->count - 1].is_block;
}

static void open_bracket(struct nesting *nesting, struct listing *listing, bool is_block)
{
    nesting->open =
        mem_grow(nesting->open, &nesting->cap, nesting->count + 1, sizeof(*nesting->open));
    nesting->open[nesting->count++] =
        (struct open){ .word = (uint32_t)listing->count - 1, .is_block = is_block };
    nesting->blocks += is_block;
    listing->words[listing->count - 1].is_boundary = is_block;
}

static void close_bracket(struct nesting *nesting, struct listing *listing)
{
    struct listing_word *word = &listing->words[listing->count - 1];
    if (!nesting->count)
        return;
    struct open open = nesting->open[--nesting->count];
    word->match = open.word;
    word->is_boundary = open.is_block;
    listing->words[open.word].match = (uint32_t)listing->count - 1;
    nesting->blocks -= open.is_block;
}

/* The newest word. */
static void place_word(struct nesting *nesting, struct listing *listing)
{
    struct listing_word *word = &listing->words[listing->count - 1];
    char mark = word->len == 1 ? *word->text : '\0';
    bool is_in = is_in_block(nesting);
    if (mark == '{')
        open_bracket(nesting, listing, is_in && !nesting->is_assigning);
    else if (mark == '(' || mark == '[')
        open_bracket(nesting, listing, false);
    else if (mark == '}' || mark == ')' || mark == ']')
        close_bracket(nesting, listing);
    else if (mark == ';')
        word->is_boundary = is_in;
    else if (mark == '=' && is_in)
        nesting->is_assigning = true;
    word = &listing->words[listing->count - 1];
    word->blocks = nesting->blocks;
    nesting->is_assigning &= !word->is_boundary;
}

static size_t word_len(const char *text)
{
    size_t len = 0;
    while (isalnum((unsigned char)text[len]) || text[len] == '_')
        len++;
    return len ? len : 1;
}

static void add_word(struct listing *listing, const char *text, size_t len, int line,
                     bool is_name)
{
    listing->words =
        mem_grow(listing->words, &listing->cap, listing->count + 1, sizeof(*listing->words));
    listing->words[listing->count++] = (struct listing_word){
        .text = text,
        .len = (uint32_t)len,
        .line = line,
        .is_name = is_name,
    };
}

static void read_line(struct listing *listing, struct nesting *nesting, const struct line *line,
                      int number)
{
    const char *text = buf_str(&line->text);
    for (size_t at = 0, len; at < line->text.len; at += len) {
        enum style style = line_style_at(line, at);
        size_t run = line_run_end(line, at) - at;
        len = style == STYLE_COMMENT || style == STYLE_STRING ? run : word_len(text + at);
        if (style == STYLE_COMMENT || isspace((unsigned char)text[at]))
            continue;
        bool is_word = isalpha((unsigned char)text[at]) || text[at] == '_';
        add_word(listing, text + at, len, number, is_word && style == STYLE_TEXT);
        place_word(nesting, listing);
    }
}

static bool is_directive(const struct line *line)
{
    const char *text = buf_str(&line->text);
    size_t first = strspn(text, " ");
    return text[first] == '#' && line_style_at(line, first) != STYLE_COMMENT;
}

static bool is_continued(const struct line *line)
{
    return line->text.len && buf_str(&line->text)[line->text.len - 1] == '\\';
}

bool listing_is(const struct listing *listing, size_t word, const char *text)
{
    return word < listing->count && strlen(text) == listing->words[word].len &&
           memcmp(text, listing->words[word].text, listing->words[word].len) == 0;
}

bool listing_is_one_of(const struct listing *listing, size_t word, const char *texts)
{
    size_t len = word < listing->count ? listing->words[word].len : 0;
    for (const char *at = texts; len && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == len && memcmp(at, listing->words[word].text, len) == 0)
            return true;
        at += n;
    }
    return false;
}

static bool is_same_word(const struct listing *listing, size_t a, size_t b)
{
    const struct listing_word *one = &listing->words[a], *other = &listing->words[b];
    return one->len == other->len && memcmp(one->text, other->text, one->len) == 0;
}

bool listing_is_same(const struct listing *listing, struct listing_range a,
                     struct listing_range b)
{
    bool is_same = a.end - a.first == b.end - b.first;
    for (size_t i = 0; is_same && a.first + i < a.end; i++)
        is_same = is_same_word(listing, a.first + i, b.first + i);
    return is_same;
}

bool listing_has_name(const struct listing *listing, const struct listing_names *names,
                      size_t word)
{
    bool is_there = false;
    for (size_t i = 0; i < names->count && !is_there; i++)
        is_there = is_same_word(listing, names->items[i], word);
    return is_there;
}

void listing_add_name(const struct listing *listing, struct listing_names *names, size_t word)
{
    if (listing_has_name(listing, names, word))
        return;
    names->items = mem_grow(names->items, &names->cap, names->count + 1, sizeof(*names->items));
    names->items[names->count++] = word;
}

size_t listing_behind(const struct listing *listing, size_t open)
{
    uint32_t match = listing->words[open].match;
    return match > open ? match + 1 : listing->count;
}

/* ---- Statements ---- */

/* `=` and not `==`; `+=`; `++`. */
static bool is_assignment(const struct listing *listing, size_t at)
{
    if (at + 1 >= listing->count)
        return false;
    if (listing_is(listing, at, "="))
        return !listing_is(listing, at + 1, "=");
    return listing_is_one_of(listing, at, "+ - * / % & | ^") &&
           (listing_is(listing, at + 1, "=") ||
            (listing_is_one_of(listing, at, "+ -") && is_same_word(listing, at, at + 1)));
}

struct listing_range listing_statement(const struct listing *listing, size_t word)
{
    struct listing_range range = { word, word };
    while (range.first > 0 && !listing->words[range.first - 1].is_boundary)
        range.first--;
    while (range.end < listing->count && !listing->words[range.end].is_boundary)
        range.end++;
    return range;
}

bool listing_next_statement(const struct listing *listing, struct listing_range range,
                            size_t *at, struct listing_range *ret_statement)
{
    while (*at < range.end && listing->words[*at].is_boundary)
        ++*at;
    if (*at >= range.end)
        return false;
    *ret_statement = listing_statement(listing, *at);
    *at = ret_statement->end;
    return true;
}

struct listing_range listing_value(const struct listing *listing,
                                   struct listing_range statement)
{
    for (size_t i = statement.first; i < statement.end; i++) {
        if (listing->words[i].match > i)
            i = listing->words[i].match;
        else if (is_assignment(listing, i))
            return (struct listing_range){ i + 1, statement.end };
    }
    return statement;
}

/* Up to and with the end of the body that begins here. */
static size_t body_end(const struct listing *listing, size_t first)
{
    if (first < listing->count && listing_is(listing, first, "{"))
        return listing_behind(listing, first);
    while (first < listing->count && !listing->words[first].is_boundary)
        first++;
    return first < listing->count && listing_is(listing, first, "{")
               ? listing_behind(listing, first)
               : first;
}

/* The loop whose head begins here. The `while` of a do is a loop without a body. */
static struct listing_range loop_at(const struct listing *listing, size_t keyword)
{
    struct listing_range loop = { keyword, listing->count };
    if (listing_is(listing, keyword, "do")) {
        size_t end = body_end(listing, keyword + 1);
        loop.end = end + 1 < listing->count ? listing_behind(listing, end + 1) : end;
    } else if (keyword + 1 < listing->count && listing_is(listing, keyword + 1, "(")) {
        loop.end = body_end(listing, listing_behind(listing, keyword + 1));
    }
    return loop;
}

bool listing_loop_around(const struct listing *listing, struct listing_range words,
                         struct listing_range *ret_loop)
{
    for (size_t i = words.first; i > 0 && listing->words[i - 1].blocks; i--) {
        if (!listing_is_one_of(listing, i - 1, "for while do"))
            continue;
        struct listing_range loop = loop_at(listing, i - 1);
        if (loop.end >= words.end) {
            *ret_loop = loop;
            return true;
        }
    }
    return false;
}

/* ---- Calls and functions ---- */

bool listing_call(const struct listing *listing, size_t word, struct listing_call *ret_call)
{
    if (!listing->words[word].is_name || !listing_is(listing, word + 1, "(") ||
        !listing->words[word + 1].match)
        return false;
    size_t close = listing->words[word + 1].match;
    *ret_call = (struct listing_call){ .name = word };
    for (size_t at = word + 2, first = at; at <= close; at++) {
        if (listing_is_one_of(listing, at, "( [ {") && listing->words[at].match) {
            at = listing->words[at].match;
        } else if (at == close || listing_is(listing, at, ",")) {
            if (ret_call->count < LISTING_ARGS)
                ret_call->args[ret_call->count] = (struct listing_range){ first, at };
            ret_call->count += at > first;
            first = at + 1;
        }
    }
    return true;
}

bool listing_call_at(const struct listing *listing, int line, const char *names,
                     struct listing_call *ret_call)
{
    size_t found = 0;
    for (size_t i = 0; i < listing->count; i++) {
        if (!listing_is_one_of(listing, i, names))
            continue;
        struct listing_range statement = listing_statement(listing, i);
        if (listing->words[statement.first].line <= line &&
            listing->words[statement.end - 1].line >= line)
            found += listing_call(listing, i, ret_call);
    }
    return found == 1;
}

bool listing_body(const struct listing *listing, size_t name, struct listing_range *ret_body)
{
    const struct listing_names *functions = &listing->functions;
    for (size_t i = 0; i < functions->count; i++) {
        if (!is_same_word(listing, functions->items[i], name))
            continue;
        size_t open = listing_behind(listing, functions->items[i] + 1);
        *ret_body = (struct listing_range){ open, listing_behind(listing, open) };
        return true;
    }
    return false;
}

/* ---- Variables ---- */

static bool is_member(const struct listing *listing, size_t word)
{
    return word > 0 && (listing_is(listing, word - 1, ".") ||
                        (word > 1 && listing_is(listing, word - 1, ">") &&
                         listing_is(listing, word - 2, "-")));
}

bool listing_next_variable(const struct listing *listing, struct listing_range range,
                           size_t *at, struct listing_range *ret_variable)
{
    for (; *at < range.end; ++*at) {
        if (!listing->words[*at].is_name || is_member(listing, *at) ||
            listing_is(listing, *at + 1, "("))
            continue;
        *ret_variable = (struct listing_range){ *at, *at + 1 };
        while (ret_variable->end < listing->count &&
               listing_is(listing, ret_variable->end, "["))
            ret_variable->end = listing_behind(listing, ret_variable->end);
        ++*at;
        return true;
    }
    return false;
}

/* Behind the members of the variable, and what is in them. */
static size_t behind_members(const struct listing *listing, struct listing_range variable)
{
    size_t at = variable.end;
    while (at + 1 < listing->count) {
        if (listing_is(listing, at, "["))
            at = listing_behind(listing, at);
        else if (is_member(listing, at + 1))
            at += 2;
        else if (is_member(listing, at + 2))
            at += 3;
        else
            break;
    }
    return at;
}

static bool is_counted_before(const struct listing *listing, size_t name)
{
    return name > 1 && listing_is_one_of(listing, name - 1, "+ -") &&
           is_same_word(listing, name - 1, name - 2);
}

bool listing_next_assigned(const struct listing *listing, struct listing_range range,
                           size_t *at, struct listing_range *ret_variable)
{
    struct listing_range variable;
    while (listing_next_variable(listing, range, at, &variable)) {
        if (!is_assignment(listing, behind_members(listing, variable)) &&
            !is_counted_before(listing, variable.first))
            continue;
        *ret_variable = variable;
        return true;
    }
    return false;
}

bool listing_can_be_same(const struct listing *listing, struct listing_range a,
                         struct listing_range b)
{
    bool is_whole = a.end == a.first + 1 || b.end == b.first + 1;
    return is_same_word(listing, a.first, b.first) &&
           (is_whole || listing_is_same(listing, a, b));
}

/* ---- All of it ---- */

static bool is_function(const struct listing *listing, size_t word)
{
    return listing->words[word].is_name && !listing->words[word].blocks &&
           listing_is(listing, word + 1, "(") &&
           listing_is(listing, listing_behind(listing, word + 1), "{");
}

static bool is_outside(const struct listing *listing, size_t word)
{
    return listing->words[word].is_name && listing_is_one_of(listing, word + 1, "= ; , [") &&
           (!listing->words[word].blocks ||
            listing_is(listing, listing_statement(listing, word).first, "static"));
}

/* They are asked for again and again. */
static void find_names(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct listing_word *word = &listing->words[i];
        if (is_function(listing, i))
            listing_add_name(listing, &listing->functions, i);
        else if (is_outside(listing, i))
            listing_add_name(listing, &listing->outside, i);
        else if (word->match > i && !word->is_boundary)
            i = word->match; /* parameters, and what a variable begins with */
    }
}

void listing_read(struct listing *listing, const struct source *source)
{
    const struct lines *lines = &source->lines;
    struct nesting nesting = { 0 };
    bool is_left_out = false;
    *listing = (struct listing){ 0 };
    for (size_t i = 0; i < lines->count; i++) {
        is_left_out = (is_left_out && is_continued(&lines->items[i - 1])) ||
                      is_directive(&lines->items[i]);
        if (!is_left_out)
            read_line(listing, &nesting, &lines->items[i], (int)i + 1);
    }
    free(nesting.open);
    find_names(listing);
}

void listing_finish(struct listing *listing)
{
    free(listing->words);
    free(listing->functions.items);
    free(listing->outside.items);
    *listing = (struct listing){ 0 };
}
