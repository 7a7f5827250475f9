#include "term/syntax.h"

#include <ctype.h>
#include <string.h>

struct syntax {
    const char *names; /* words, as fences say them */
    const char *label;
    const char *keywords; /* words */
    const char *quotes;   /* characters that open and close a string */
    const char *line_comment;
    const char *comment_open, *comment_close;
    bool has_directives;    /* `#include` is a word */
    bool has_triple_quotes; /* """ and ''' span lines */
};

static const struct syntax syntaxes[] = {
    { .names = "c h",
      .label = "C",
      .keywords =
          "auto bool break case char const continue default do double else enum extern "
          "false float for goto if inline int int64_t long NULL return short signed "
          "size_t sizeof static struct switch true typedef uint64_t union unsigned void "
          "volatile while #define #else #endif #if #ifdef #ifndef #include",
      .quotes = "\"'",
      .line_comment = "//",
      .comment_open = "/*",
      .comment_close = "*/",
      .has_directives = true },
    { .names = "python py",
      .label = "Python",
      .keywords =
          "and as assert async await break case class continue def del elif else except "
          "False finally for from global if import in is lambda match None nonlocal not "
          "or pass raise return True try while with yield",
      .quotes = "\"'",
      .line_comment = "#",
      .has_triple_quotes = true },
    { .names = "json jsonl", .label = "JSON", .keywords = "true false null", .quotes = "\"" },
    { .names = "sh bash shell console",
      .label = "Shell",
      .keywords =
          "case cd do done elif else esac exit export fi for function if in local return "
          "set then until while",
      .quotes = "\"'",
      .line_comment = "#" },
};

/* A stretch of the code, from `at` to the end. */
struct rest {
    const char *at;
    size_t len;
};

static bool has_word(const char *words, const char *word, size_t len)
{
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == len && !memcmp(at, word, len))
            return true;
        at += n;
    }
    return false;
}

static bool starts_with(struct rest rest, const char *prefix)
{
    return prefix && rest.len >= strlen(prefix) && !memcmp(rest.at, prefix, strlen(prefix));
}

/* Bytes up to and including `end`; all of them when it does not come. */
static size_t len_through(struct rest rest, size_t from, const char *end)
{
    const char *found = memmem(rest.at + from, rest.len - from, end, strlen(end));
    return found ? (size_t)(found - rest.at) + strlen(end) : rest.len;
}

static size_t comment_len(const struct syntax *syntax, struct rest rest)
{
    if (starts_with(rest, syntax->comment_open))
        return len_through(rest, strlen(syntax->comment_open), syntax->comment_close);
    if (starts_with(rest, syntax->line_comment)) {
        const char *newline = memchr(rest.at, '\n', rest.len);
        return newline ? (size_t)(newline - rest.at) : rest.len;
    }
    return 0;
}

static size_t string_len(const struct syntax *syntax, struct rest rest)
{
    char quote = rest.at[0];
    if (!quote || !strchr(syntax->quotes, quote))
        return 0;
    char triple[] = { quote, quote, quote, '\0' };
    if (syntax->has_triple_quotes && starts_with(rest, triple))
        return len_through(rest, 3, triple);
    for (size_t i = 1; i < rest.len && rest.at[i] != '\n'; i++) {
        if (rest.at[i] == quote)
            return i + 1;
        if (rest.at[i] == '\\' && i + 1 < rest.len)
            i++;
    }
    return 1; /* never closed on its line: an apostrophe */
}

bool syntax_is_in_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static size_t word_len(const struct syntax *syntax, struct rest rest)
{
    size_t len = syntax->has_directives && rest.at[0] == '#';
    while (len < rest.len && syntax_is_in_word(rest.at[len]))
        len++;
    return len;
}

/* The token at the start of the rest: its length, at least 1, and its style. */
static size_t next_token(const struct syntax *syntax, struct rest rest, enum style *ret_style)
{
    size_t len = comment_len(syntax, rest);
    *ret_style = STYLE_COMMENT;
    if (len)
        return len;
    len = string_len(syntax, rest);
    *ret_style = len > 1 ? STYLE_STRING : STYLE_TEXT;
    if (len)
        return len;
    len = word_len(syntax, rest);
    if (isdigit((unsigned char)rest.at[0]))
        *ret_style = STYLE_NUMBER;
    else if (has_word(syntax->keywords, rest.at, len))
        *ret_style = STYLE_KEYWORD;
    return len ? len : 1;
}

/* Adds a token to the last line, and begins a new line wherever it has a newline. */
static void add_token(struct lines *out, enum style style, const char *text, size_t len)
{
    for (;;) {
        const char *newline = memchr(text, '\n', len);
        size_t piece = newline ? (size_t)(newline - text) : len;
        line_add(&out->items[out->count - 1], style, text, piece);
        if (!newline)
            return;
        lines_add(out);
        text += piece + 1;
        len -= piece + 1;
    }
}

void syntax_lines(const struct syntax *syntax, const char *code, size_t len_bytes,
                  struct lines *out)
{
    if (len_bytes && code[len_bytes - 1] == '\n')
        len_bytes--;
    lines_add(out);
    for (size_t i = 0; i < len_bytes;) {
        enum style style = STYLE_CODE;
        struct rest rest = { code + i, len_bytes - i };
        size_t len = syntax ? next_token(syntax, rest, &style) : rest.len;
        add_token(out, style, rest.at, len);
        i += len;
    }
}

const struct syntax *syntax_find(const char *language)
{
    for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++)
        if (*language && has_word(syntaxes[i].names, language, strlen(language)))
            return &syntaxes[i];
    return NULL;
}

const char *syntax_label(const struct syntax *syntax)
{
    return syntax->label;
}
