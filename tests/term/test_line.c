#include "check.h"

#include <locale.h>
#include <string.h>

#include "term/line.h"

/* Wraps a text and compares the rows, joined by newlines. */
static void expect_wrapped(const char *text, int columns, const char *first, const char *rest,
                           const char *rows)
{
    struct line line = { 0 }, first_prefix = { 0 }, rest_prefix = { 0 };
    struct lines lines = { 0 };
    struct buf joined = { 0 };
    line_adds(&line, STYLE_TEXT, text);
    line_adds(&first_prefix, STYLE_TEXT, first);
    line_adds(&rest_prefix, STYLE_TEXT, rest);
    lines_wrap(&lines, &line, columns, &first_prefix, &rest_prefix);
    for (size_t i = 0; i < lines.count; i++)
        buf_addf(&joined, "%s\n", buf_str(&lines.items[i].text));
    assert_string_equal(buf_str(&joined), rows);
    buf_finish(&joined);
    lines_finish(&lines);
    line_finish(&rest_prefix);
    line_finish(&first_prefix);
    line_finish(&line);
}

TEST(words_are_kept_whole)
{
    expect_wrapped("one two three", 9, "", "", "one two\nthree\n");
    expect_wrapped("one two three", 7, "", "", "one two\nthree\n");
    expect_wrapped("one two three", 13, "", "", "one two three\n");
}

TEST(word_longer_than_a_row_is_broken)
{
    expect_wrapped("a abcdefgh b", 4, "", "", "a\nabcd\nefgh\nb\n");
    expect_wrapped("日本語", 3, "", "", "日\n本\n語\n");
    expect_wrapped("日本", 1, "", "", "日\n本\n");
}

TEST(prefixes_count_as_columns)
{
    expect_wrapped("one two three", 9, "- ", "  ", "- one two\n  three\n");
    expect_wrapped("one two", 2, "> ", "> ", "> o\n> n\n> e\n> t\n> w\n> o\n");
}

TEST(indent_stays_with_its_word)
{
    expect_wrapped("    return value;", 14, "", "", "    return\nvalue;\n");
    expect_wrapped("    abcdefgh", 6, "", "", "    ab\ncdefgh\n");
}

TEST(empty_text_is_one_row)
{
    expect_wrapped("", 10, "", "", "\n");
    expect_wrapped("", 10, "> ", "", "> \n");
}

TEST(spaces_at_a_break_disappear)
{
    expect_wrapped("one   two  ", 4, "", "", "one\ntwo\n");
    expect_wrapped("    ", 2, "", "", "\n");
}

TEST(text_that_takes_too_many_rows_ends_with_an_ellipsis)
{
    static const struct {
        size_t rows;
        int columns;
        const char *last;
    } cuts[] = {
        { 2, 7, "- three" },        { 2, 5, "- tw…" },   { 2, 3, "- …" },
        { 1, 13, "one two three" }, { 1, 7, "one tw…" }, { 1, 12, "one two thr…" },
    };
    struct line line = { 0 }, prefix = { 0 };
    line_adds(&line, STYLE_HINT, "one two three");
    line_adds(&prefix, STYLE_TEXT, "- ");
    for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
        struct lines lines = { 0 };
        lines_wrap_rows(&lines, &line, cuts[i].columns, NULL, &prefix, cuts[i].rows);
        assert_int_equal(lines.count, cuts[i].rows);
        const struct line *last = &lines.items[lines.count - 1];
        assert_string_equal(buf_str(&last->text), cuts[i].last);
        assert_int_equal(line_style_at(last, last->text.len - 1), STYLE_HINT);
        lines_finish(&lines);
    }
    line_finish(&prefix);
    line_finish(&line);
}

TEST(style_follows_the_text_across_a_break)
{
    struct line line = { 0 };
    struct lines lines = { 0 };
    line_adds(&line, STYLE_TEXT, "see ");
    line_adds(&line, STYLE_CODE, "async_run here");
    lines_wrap(&lines, &line, 13, NULL, NULL);
    assert_int_equal(lines.count, 2);
    assert_int_equal(line_style_at(&lines.items[0], 3), STYLE_TEXT);
    assert_int_equal(line_style_at(&lines.items[0], 4), STYLE_CODE);
    assert_int_equal(line_run_end(&lines.items[0], 4), 13);
    assert_int_equal(line_style_at(&lines.items[1], 0), STYLE_CODE);
    lines_finish(&lines);
    line_finish(&line);
}

TEST(text_is_cleaned_when_added)
{
    struct line line = { 0 };
    line_adds(&line, STYLE_TEXT, "ab");
    line_addf(&line, STYLE_WARN, "\t%s", "\033");
    assert_string_equal(buf_str(&line.text), "ab  ^[");
    assert_int_equal(line.styles.len, line.text.len);
    assert_int_equal(line_columns(&line), 6);
    line_finish(&line);
}

TEST(padding_fills_up_to_the_column)
{
    struct line line = { 0 };
    line_adds(&line, STYLE_TEXT, "日");
    line_pad(&line, 4);
    assert_string_equal(buf_str(&line.text), "日  ");
    line_pad(&line, 2);
    assert_int_equal(line_columns(&line), 4);
    line_finish(&line);
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_kept_whole),
        cmocka_unit_test(word_longer_than_a_row_is_broken),
        cmocka_unit_test(prefixes_count_as_columns),
        cmocka_unit_test(indent_stays_with_its_word),
        cmocka_unit_test(empty_text_is_one_row),
        cmocka_unit_test(spaces_at_a_break_disappear),
        cmocka_unit_test(text_that_takes_too_many_rows_ends_with_an_ellipsis),
        cmocka_unit_test(style_follows_the_text_across_a_break),
        cmocka_unit_test(text_is_cleaned_when_added),
        cmocka_unit_test(padding_fills_up_to_the_column),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
