#include "quiz/examiner/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "quiz/examiner/fold.h"
#include "quiz/examiner/spelling.h"

struct reader {
    struct arena *arena;
    const struct lexicon *lexicon;
    const char *s;        /* folded */
    size_t len, at;       /* of s */
    const size_t *places; /* of s in the answer */
    struct words *out;
    int cap;                /* of out */
    int sentence_start;     /* word index */
    enum word_break before; /* for the next word */
    char mark;
    int column;
    bool has_colon;           /* since the last word */
    bool is_quoted;           /* between quotation marks: a question there asks nothing */
    unsigned long long calls; /* a bit for each open bracket, set for one of a call: f( */
};

static char peek(const struct reader *r, long offset)
{
    size_t at = r->at + (size_t)offset;
    return (offset < 0 && r->at < (size_t)-offset) || at >= r->len ? '\n' : r->s[at];
}

static bool is_alnum(char c)
{
    return isalnum((unsigned char)c) != 0;
}

static void set_break(struct reader *r, enum word_break before, char mark)
{
    if (before == WORD_BREAK_SENTENCE && mark == '?')
        for (int i = r->sentence_start; i < r->out->count; i++)
            r->out->items[i].is_question = true;
    if (before == WORD_BREAK_SENTENCE)
        r->sentence_start = r->out->count;
    if (before < r->before)
        return;
    r->before = before;
    r->mark = mark;
}

/* "5000", "000" of "10,000", and "40k": a number from a hundred up. */
static bool is_large_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    bool has_k = digits > 0 && strcmp(text + digits, "k") == 0;
    return has_k || (digits >= 3 && text[digits] == '\0');
}

static void identify(const struct reader *r, struct word *word)
{
    const struct vocabulary *vocabulary = &r->lexicon->vocabulary;
    word->form = vocabulary_find(vocabulary, arena_printf(r->arena, "=%s", word->text));
    word->stem = vocabulary_find(vocabulary, is_large_number(word->text)
                                                 ? LEXICON_LARGE_NUMBER
                                                 : lexicon_stem(r->lexicon, word->text));
    if (word->form >= 0 || word->stem >= 0)
        return;
    const struct lexicon_stem *meant = spelling_correct(r->lexicon, word->text);
    if (!meant)
        return;
    word->stem = meant->number;
    word->meant = meant->word;
}

static void emit_plain(struct reader *r, const char *text, size_t start, size_t end)
{
    if (r->out->count == r->cap) {
        r->out->is_cut = true;
        return;
    }
    struct word *word = &r->out->items[r->out->count++];
    *word = (struct word){
        .text = arena_strdup(r->arena, text),
        .start = r->places[start],
        .end = r->places[end],
        .before = r->before,
        .mark = r->mark,
        .column = r->column,
        .follows_colon = r->has_colon,
        .is_joined = start > 0 && strchr("_.", r->s[start - 1]),
    };
    identify(r, word);
    r->before = WORD_BREAK_NONE;
    r->mark = 0;
    r->has_colon = false;
}

/* The word, or what the lexicon reads in its place. */
static void emit(struct reader *r, const char *text, size_t start, size_t end)
{
    const char *instead = lexicon_rewrite(r->lexicon, text);
    if (!instead) {
        emit_plain(r, text, start, end);
        return;
    }
    char *rest = arena_strdup(r->arena, instead);
    for (char *part; (part = strsep(&rest, " "));)
        if (*part)
            emit_plain(r, part, start, end);
}

/* "doesn't" is "does not"; of "it's", "we've" and "loop's" the first part is enough. */
static void emit_contracted(struct reader *r, char *text, size_t start, size_t end)
{
    char *quote = strchr(text, '\'');
    if (!quote) {
        emit(r, text, start, end);
        return;
    }
    bool is_not = strcmp(quote, "'t") == 0 && quote > text && quote[-1] == 'n';
    if (is_not)
        quote[strcmp(text, "can't") == 0 ? 0 : -1] = '\0';
    *quote = '\0';
    if (!is_not) {
        emit(r, text, start, end);
        return;
    }
    emit_plain(r, text, start, end); /* "wo", of "won't", is nothing else */
    emit_plain(r, "not", start, end);
}

/* Where the part of an identifier that begins here ends: `Timeout|Error`. */
static size_t part_end(const struct reader *r, size_t at)
{
    for (at++; at < r->len; at++) {
        char c = r->s[at];
        bool is_inner_quote =
            c == '\'' && at + 1 < r->len && isalpha((unsigned char)r->s[at + 1]);
        if (!is_alnum(c) && !is_inner_quote)
            break;
        if (isupper((unsigned char)c) && islower((unsigned char)r->s[at - 1]))
            break;
    }
    return at;
}

static void read_word(struct reader *r)
{
    size_t start = r->at, end = part_end(r, start);
    if (end - start == 1 && strchr("iI", r->s[start]) && r->s[end] == '/' && end + 1 < r->len &&
        strchr("oO", r->s[end + 1]) && (end + 2 >= r->len || !is_alnum(r->s[end + 2])))
        end += 2; /* I/O */
    char *text = arena_strndup(r->arena, r->s + start, end - start);
    for (char *p = text; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    r->at = end;
    if (strcmp(text, "i/o") == 0)
        text = arena_strdup(r->arena, "io");
    emit_contracted(r, text, start, end);
    if (strcmp(text, "except") == 0 && r->s[r->at] == '*')
        emit_plain(r, "star", r->at, r->at + 1);
}

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list && strcmp(*list, text) != 0)
        list++;
    return *list != NULL;
}

/* A full stop ends a sentence, but not inside `asyncio.run`, after "e.g" or in "..." */
static void read_stop(struct reader *r)
{
    if (peek(r, 1) == '.') {
        while (peek(r, 1) == '.')
            r->at++;
        set_break(r, WORD_BREAK_CLAUSE, ',');
        return;
    }
    const char *last = r->out->count ? r->out->items[r->out->count - 1].text : "";
    static const char *const modules[] = { "asyncio", "aiohttp", "httpx", "threading", NULL };
    static const char *const shortened[] = { "g", "e", "vs", "approx", "resp", NULL };
    bool is_inside = is_alnum(peek(r, -1)) && is_alnum(peek(r, 1));
    bool is_glued =
        is_inside && isupper((unsigned char)peek(r, 1)) && !is_one_of(last, modules);
    if (is_inside && !is_glued)
        return;
    if (is_one_of(last, shortened) && is_alnum(peek(r, -1)))
        return;
    bool is_etc = strcmp(last, "etc") == 0;
    set_break(r, is_etc ? WORD_BREAK_CLAUSE : WORD_BREAK_SENTENCE, '.');
}

/* A line that was broken to fit goes on; a list item, a heading, a short or an indented line is
 * its own sentence. */
static void read_newline(struct reader *r)
{
    enum { FULL_LINE = 60, LONGEST_LINE = 100 };
    size_t begin = r->at, next = r->at + 1;
    r->column = 0;
    r->is_quoted = false;
    while (begin > 0 && r->s[begin - 1] != '\n')
        begin--;
    size_t len = r->at - begin;
    bool goes_on = len >= FULL_LINE && len <= LONGEST_LINE && next < r->len &&
                   islower((unsigned char)r->s[next]);
    if (!goes_on)
        set_break(r, WORD_BREAK_SENTENCE, '\n');
}

static bool is_spaced(const struct reader *r)
{
    return isspace((unsigned char)peek(r, -1)) && isspace((unsigned char)peek(r, 1));
}

static bool is_line_start(const struct reader *r)
{
    long offset = -1;
    while (peek(r, offset) == ' ')
        offset--;
    return peek(r, offset) == '\n';
}

static void read_bracket(struct reader *r)
{
    if (r->s[r->at] == '(') {
        bool is_call = is_alnum(peek(r, -1)) || peek(r, -1) == '_';
        r->calls = r->calls << 1 | is_call;
        if (!is_call)
            set_break(r, WORD_BREAK_CLAUSE, '(');
        return;
    }
    if (!(r->calls & 1))
        set_break(r, WORD_BREAK_CLAUSE, ')');
    r->calls >>= 1;
}

/* After a heading of few words, "asyncio - one thread, ...", a dash is a colon. */
static void read_dash(struct reader *r)
{
    enum { HEADING = 3 };
    if (peek(r, 1) == '>' || peek(r, 1) == '-') {
        r->at++;
        set_break(r, WORD_BREAK_CLAUSE, '>');
    } else if (is_line_start(r)) {
        set_break(r, WORD_BREAK_SENTENCE, '\n');
    } else if (is_spaced(r)) {
        r->has_colon |= r->out->count - r->sentence_start <= HEADING;
        set_break(r, WORD_BREAK_CLAUSE, '-');
    }
}

static void read_equals(struct reader *r)
{
    if (peek(r, 1) == '>') {
        r->at++;
        set_break(r, WORD_BREAK_CLAUSE, '>');
    } else if (peek(r, 1) == '=' || is_spaced(r)) {
        r->at += peek(r, 1) == '=';
        emit_plain(r, "is", r->at, r->at + 1);
    }
}

static void read_exclamation(struct reader *r)
{
    if (peek(r, 1) != '=') {
        set_break(r, WORD_BREAK_SENTENCE, '!');
        return;
    }
    emit_plain(r, "not", r->at, r->at + 2);
    r->at++;
}

static void read_sign(struct reader *r)
{
    char c = r->s[r->at];
    switch (c) {
    case '.':
        read_stop(r);
        break;
    case '!':
        read_exclamation(r);
        break;
    case '?':
        set_break(r, r->is_quoted ? WORD_BREAK_CLAUSE : WORD_BREAK_SENTENCE, c);
        break;
    case ';':
        set_break(r, WORD_BREAK_SENTENCE, c);
        break;
    case '"':
        r->is_quoted = !r->is_quoted;
        break;
    case '|':
        r->column++;
        set_break(r, WORD_BREAK_CLAUSE, c);
        break;
    case ':':
        r->has_colon = true;
        set_break(r, WORD_BREAK_CLAUSE, c);
        break;
    case ',':
    case '#':
        set_break(r, WORD_BREAK_CLAUSE, c);
        break;
    case '(':
    case ')':
        read_bracket(r);
        break;
    case '-':
        read_dash(r);
        break;
    case '=':
        read_equals(r);
        break;
    case '&':
        emit_plain(r, "and", r->at, r->at + 1);
        break;
    case '/':
        if (peek(r, 1) == '/' || peek(r, 1) == '*')
            set_break(r, WORD_BREAK_CLAUSE, '#');
        else if (is_spaced(r))
            set_break(r, WORD_BREAK_CLAUSE, ',');
        break;
    case '+':
        if (is_spaced(r))
            set_break(r, WORD_BREAK_CLAUSE, ',');
        break;
    case '*':
        if (is_line_start(r))
            set_break(r, WORD_BREAK_SENTENCE, '\n');
        break;
    case '\n':
        read_newline(r);
        break;
    default:
        break;
    }
    r->at++;
}

void words_read(struct arena *arena, const struct lexicon *lexicon, const char *text,
                size_t len_bytes, struct words *ret_words)
{
    struct buf folded = { 0 };
    size_t *places = NULL;
    struct words words = { .is_cut = len_bytes > WORDS_BYTES_MAX };
    fold_text(text, words.is_cut ? WORDS_BYTES_MAX : len_bytes, &folded, &places);
    int cap = folded.len < WORDS_MAX ? (int)folded.len + 1 : WORDS_MAX;
    words.items = arena_alloc(arena, (size_t)cap * sizeof *words.items);
    struct reader reader = {
        .arena = arena,
        .lexicon = lexicon,
        .s = buf_str(&folded),
        .len = folded.len,
        .places = places,
        .out = &words,
        .cap = cap,
        .before = WORD_BREAK_SENTENCE,
    };
    while (reader.at < reader.len)
        if (is_alnum(reader.s[reader.at]))
            read_word(&reader);
        else
            read_sign(&reader);
    free(places);
    buf_finish(&folded);
    *ret_words = words;
}
