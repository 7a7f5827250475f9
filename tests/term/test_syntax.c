#include "check.h"

#include <locale.h>
#include <string.h>

#include "term/syntax.h"

/* Draws the styles as letters under the code: k keyword, s string, n number, c comment, .
 * other. */
static void expect(const char *language, const char *code, const char *drawn)
{
    struct lines lines = { 0 };
    struct buf letters = { 0 };
    syntax_lines(syntax_find(language), code, strlen(code), &lines);
    for (size_t i = 0; i < lines.count; i++) {
        for (size_t at = 0; at < lines.items[i].text.len; at++) {
            enum style style = line_style_at(&lines.items[i], at);
            buf_addc(&letters, style == STYLE_KEYWORD   ? 'k'
                               : style == STYLE_STRING  ? 's'
                               : style == STYLE_NUMBER  ? 'n'
                               : style == STYLE_COMMENT ? 'c'
                                                        : '.');
        }
        buf_addc(&letters, '\n');
    }
    assert_string_equal(buf_str(&letters), drawn);
    buf_finish(&letters);
    lines_finish(&lines);
}

TEST(c_has_keywords_strings_numbers_and_comments)
{
    expect("c", "int n = 0x1f; // go\nputs(\"a\\\"b\");",
           "kkk.....nnnn..ccccc\n.....ssssss..\n");
    expect("c", "#include <async.h>\n/* a\nb */ x", "kkkkkkkk..........\ncccc\ncccc..\n");
}

TEST(word_that_contains_a_keyword_is_none)
{
    expect("c", "integer for_each", "................\n");
    expect("python", "awaiting", "........\n");
}

TEST(name_outside_ascii_is_one_word_and_stays_whole)
{
    struct lines lines = { 0 };
    const char *code = "int 名前if(void)";
    expect("c", code, "kkk..........kkkk.\n");
    syntax_lines(syntax_find("c"), code, strlen(code), &lines);
    assert_string_equal(buf_str(&lines.items[0].text), code);
    lines_finish(&lines);
}

TEST(python_has_triple_quotes_that_span_lines)
{
    expect("py", "async def f(): # x", "kkkkk.kkk......ccc\n");
    expect("python", "\"\"\"a\nb\"\"\" + 'c'", "ssss\nssss...sss\n");
}

TEST(json_has_values_and_strings)
{
    expect("json", "{\"a\": true, \"b\": 12}", ".sss..kkkk..sss..nn.\n");
}

TEST(apostrophe_opens_no_string_across_lines)
{
    expect("sh", "echo don't # x\nfi", "...........ccc\nkk\n");
}

TEST(comment_that_is_never_closed_ends_with_the_code)
{
    expect("c", "/* a", "cccc\n");
}

TEST(last_newline_makes_no_line_and_tabs_become_blanks)
{
    expect("c", "\tif\n", "....kk\n");
    expect("c", "", "\n");
}

TEST(zero_byte_is_no_quote)
{
    struct lines lines = { 0 };
    syntax_lines(syntax_find("py"), "\0", 1, &lines);
    assert_string_equal(buf_str(&lines.items[0].text), "^@");
    lines_finish(&lines);
}

TEST(unknown_language_is_all_code)
{
    struct lines lines = { 0 };
    assert_null(syntax_find("cobol"));
    assert_null(syntax_find(""));
    assert_null(syntax_find("c py"));
    syntax_lines(NULL, "if x", 4, &lines);
    assert_int_equal(line_style_at(&lines.items[0], 0), STYLE_CODE);
    lines_finish(&lines);
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(c_has_keywords_strings_numbers_and_comments),
        cmocka_unit_test(word_that_contains_a_keyword_is_none),
        cmocka_unit_test(name_outside_ascii_is_one_word_and_stays_whole),
        cmocka_unit_test(python_has_triple_quotes_that_span_lines),
        cmocka_unit_test(json_has_values_and_strings),
        cmocka_unit_test(apostrophe_opens_no_string_across_lines),
        cmocka_unit_test(comment_that_is_never_closed_ends_with_the_code),
        cmocka_unit_test(last_newline_makes_no_line_and_tabs_become_blanks),
        cmocka_unit_test(zero_byte_is_no_quote),
        cmocka_unit_test(unknown_language_is_all_code),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
