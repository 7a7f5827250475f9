#include "check.h"

#include <locale.h>
#include <string.h>

#include "term/width.h"

static void expect_clean(const char *text, const char *shown, int columns)
{
    struct buf out = { 0 };
    width_clean(text, strlen(text), 0, &out);
    assert_string_equal(buf_str(&out), shown);
    assert_int_equal(width_count(text, strlen(text), 0), columns);
    assert_int_equal(width_count(shown, strlen(shown), 0), columns);
    buf_finish(&out);
}

static void expect_pad(const char *text, int columns, const char *shown)
{
    struct buf out = { 0 };
    width_pad(text, strlen(text), columns, &out);
    assert_string_equal(buf_str(&out), shown);
    buf_finish(&out);
}

static void expect_ascii(const char *text, const char *shown)
{
    struct buf out = { 0 };
    width_ascii(text, strlen(text), &out);
    assert_string_equal(buf_str(&out), shown);
    assert_int_equal(width_count(text, strlen(text), 0), (int)out.len);
    buf_finish(&out);
}

TEST(columns_are_counted_not_bytes)
{
    expect_clean("plain", "plain", 5);
    expect_clean("é → ✓", "é → ✓", 5);
    expect_clean("日本", "日本", 4);
    expect_clean("e\u0301", "e\u0301", 1);
    expect_clean("🚀", "🚀", 2);
}

TEST(control_characters_are_shown_not_sent)
{
    expect_clean("\033[2J", "^[[2J", 5);
    expect_clean("a\rb\n\x7f", "a^Mb^J^?", 8);
}

TEST(characters_that_act_on_the_line_are_replaced)
{
    expect_clean("\xc2\x9b"
                 "31m",
                 "\ufffd31m", 4);
    expect_clean("a\u202eb\u2066c\u2028", "a\ufffdb\ufffdc\ufffd", 6);
}

TEST(bytes_that_are_not_utf8_are_replaced_one_by_one)
{
    expect_clean("a\xff\xfe", "a\ufffd\ufffd", 3);
    expect_clean("\xe2\x82", "\ufffd\ufffd", 2);
    expect_clean("\xc0\x9b", "\ufffd\ufffd", 2);
}

TEST(tab_reaches_to_the_next_stop)
{
    expect_clean("\tx", "    x", 5);
    expect_clean("ab\tx", "ab  x", 5);
    assert_int_equal(width_count("\tx", 2, 3), 2);
}

TEST(zero_byte_is_shown)
{
    struct buf out = { 0 };
    width_clean("a\0b", 3, 0, &out);
    assert_string_equal(buf_str(&out), "a^@b");
    buf_finish(&out);
}

TEST(prefix_that_fits_keeps_marks_and_wide_characters_whole)
{
    assert_int_equal(width_fit("abc", 3, 2), 2);
    assert_int_equal(width_fit("日本", 6, 3), 3);
    assert_int_equal(width_fit("e\u0301x", 4, 1), 3);
    assert_int_equal(width_fit("abc", 3, 0), 0);
    assert_int_equal(width_fit("abc", 3, 9), 3);
}

TEST(padding_gives_exactly_the_columns_asked_for)
{
    expect_pad("ab", 4, "ab  ");
    expect_pad("abcd", 4, "abcd");
    expect_pad("abcde", 4, "abc…");
    expect_pad("日本語", 4, "日… ");
    expect_pad("日", 1, "…");
    expect_pad("", 2, "  ");
    expect_pad("abc", 0, "");
    expect_pad("\033x", 3, "^[x");
}

TEST(ascii_form_has_the_same_width)
{
    expect_ascii("a → b … “c” – ‘d’", "a > b . \"c\" - 'd'");
    expect_ascii("┌─┐ │", "+-+ |");
    expect_ascii("日本 é", "???? ?");
    expect_ascii("n\u0303", "n");
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_counted_not_bytes),
        cmocka_unit_test(control_characters_are_shown_not_sent),
        cmocka_unit_test(characters_that_act_on_the_line_are_replaced),
        cmocka_unit_test(bytes_that_are_not_utf8_are_replaced_one_by_one),
        cmocka_unit_test(tab_reaches_to_the_next_stop),
        cmocka_unit_test(zero_byte_is_shown),
        cmocka_unit_test(prefix_that_fits_keeps_marks_and_wide_characters_whole),
        cmocka_unit_test(padding_gives_exactly_the_columns_asked_for),
        cmocka_unit_test(ascii_form_has_the_same_width),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
