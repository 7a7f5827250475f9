/* Random texts out of the pieces that the advisor reads a program by: whatever comes out, and
 * wherever in it awaits are said to be, it answers, and looks nowhere else. (`make asan`.) */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term/syntax.h"
#include "trace/advice/independence.h"

enum { TEXTS = 4000, PIECES = 80, PLACES = 24, PLACE_BYTES = 32 };

/* So that every other text is nearly a program. */
static const char beginning[] = "static int f(void *arg)\n{\n    return async_sleep(1);\n}\n"
                                "static int g(void *arg)\n{\n";

static const char *const pieces[] = {
    "async_await(async_coro(f, &a[i]), &b);\n",
    "int err = async_await(async_coro(f, NULL), NULL);\n",
    "async_to_thread(f, a, &b)",
    "async_wait_for(",
    "async_await(",
    "async_coro(",
    "async_coro(g, ",
    "for (int i = 0; i < 2; i++) ",
    "while (a) ",
    "do ",
    "do {\n",
    "if (b)\n",
    "else",
    "switch (a) {",
    "static int a[2];\n",
    "int f(",
    "#if 1\n",
    "\\\n",
    "f",
    "g",
    "a",
    "b",
    "i",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "}\n",
    ";",
    ";\n",
    ",",
    "=",
    "==",
    "+=",
    "++",
    "-",
    ">",
    "->",
    ".",
    "&",
    "*",
    "\"",
    "'",
    "\"text\"",
    "/*",
    "*/",
    "//",
    "\n",
    " ",
    "\t",
    "\xff",
    "é",
    "\033",
    "7",
};

static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % below;
}

static void make_text(unsigned *seed, struct buf *text)
{
    if (next(seed, 2))
        buf_adds(text, beginning);
    for (unsigned n = next(seed, PIECES); n > 0; n--)
        buf_adds(text, pieces[next(seed, sizeof(pieces) / sizeof(pieces[0]))]);
}

static const char *make_place(unsigned *seed, const struct source *source, char *place)
{
    unsigned line = next(seed, (unsigned)source->lines.count + 1);
    snprintf(place, PLACE_BYTES, "%s:%u", source->path, line);
    return place;
}

static size_t ask(unsigned *seed, struct sources *sources)
{
    char places[4][PLACE_BYTES];
    for (size_t i = 0; i < 4; i++)
        make_place(seed, sources->items[0], places[i]);
    const struct independence_await first = { "f", places[0], places[1] };
    const struct independence_await await = { "f", places[2], places[3] };
    return (size_t)independence_in_line(sources, first, await) +
           (size_t)independence_in_loop(sources, first) +
           (size_t)independence_made_first(sources, first, await);
}

/* Returns how often the answer was that nothing is needed. */
static size_t ask_of_text(unsigned seed)
{
    struct buf text = { 0 };
    struct source *source = calloc(1, sizeof(*source));
    struct sources sources = { .items = malloc(sizeof(struct source *)), .count = 1 };
    size_t count = 0;
    make_text(&seed, &text);
    source->path = strdup("text.c");
    syntax_lines(syntax_find("c"), buf_str(&text), text.len, &source->lines);
    sources.items[0] = source;
    for (int n = 0; n < PLACES; n++)
        count += ask(&seed, &sources);
    sources_finish(&sources);
    buf_finish(&text);
    return count;
}

TEST(any_text_is_answered_for)
{
    size_t count = 0;
    for (unsigned seed = 1; seed <= TEXTS; seed++)
        count += ask_of_text(seed);
    assert_true(count > 0); /* or no text is near enough to a program */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_is_answered_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
