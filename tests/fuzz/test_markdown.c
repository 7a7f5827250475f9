/* Random texts out of the pieces that Markdown, terminals and encodings give a meaning:
 * whatever comes out fits, and holds no control character. */
#include "check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "term/markdown.h"

enum { TEXTS = 20000, PIECES = 60 };

static const char *const pieces[] = {
    "# ",     "- ",     "1. ",    "> ",      "```python\n", "```c\n",   "```\n",
    "`",      "*",      "**",     "\n",      "\n\n",        "    ",     "| a | b |\n|--|--|\n",
    "| x",    "|",      "[a](b)", "![",      "](",          "<",        ">",
    "&amp;",  "&#x1f;", "日本",   "\033[2J", "\xff",        "\xe2\x82", "\t",
    "---\n",  "word ",  "\\\n",   "\\",      "https://a",   "\u202e",   "e\u0301",
    "\"\"\"", "/*",     "'",
};

static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % below;
}

static void make_text(unsigned *seed, struct buf *text)
{
    for (unsigned n = next(seed, PIECES); n > 0; n--) {
        unsigned piece = next(seed, sizeof pieces / sizeof *pieces + 1);
        if (piece == sizeof pieces / sizeof *pieces)
            buf_add(text, "\0", 1);
        else
            buf_adds(text, pieces[piece]);
    }
}

static bool has_control_character(const struct buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if ((unsigned char)text->data[i] < 0x20)
            return true;
    return false;
}

static void check_text(unsigned seed)
{
    struct buf text = { 0 };
    struct lines lines = { 0 };
    struct caps caps = { .is_utf8 = true };
    make_text(&seed, &text);
    caps.columns = CAPS_COLUMNS_MIN + (int)next(&seed, CAPS_COLUMNS_MAX - CAPS_COLUMNS_MIN);
    caps.is_plain = next(&seed, 2);
    caps.depth = next(&seed, 2) ? STYLE_DEPTH_256 : STYLE_DEPTH_NONE;
    markdown_render(buf_str(&text), text.len, &caps, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        assert_true(line_columns(&lines.items[i]) <= caps.columns);
        assert_int_equal(lines.items[i].styles.len, lines.items[i].text.len);
        assert_false(has_control_character(&lines.items[i].text));
    }
    lines_finish(&lines);
    buf_finish(&text);
}

TEST(any_text_fits_and_holds_no_control_character)
{
    for (unsigned seed = 1; seed <= TEXTS; seed++)
        check_text(seed);
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_fits_and_holds_no_control_character),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
