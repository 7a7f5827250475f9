#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static void expect_format(struct diag *diag, const char *expected)
{
    struct buf out = { 0 };
    diag_format(diag, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_finish(&out);
    diag_finish(diag);
}

TEST(the_first_fault_wins)
{
    struct diag diag = { 0 };
    assert_false(diag_is_set(&diag));
    diag_set(&diag, "a.json", 3, 7, "no %s here", "comma");
    diag_set(&diag, "b.json", 1, 1, "later");
    assert_true(diag_is_set(&diag));
    expect_format(&diag, "a.json:3:7: no comma here\n");
}

TEST(a_fault_without_a_place_is_its_message_alone)
{
    struct diag diag = { 0 };
    diag_set(&diag, NULL, 0, 0, "no compiler");
    expect_format(&diag, "no compiler\n");
}

TEST(an_offset_becomes_line_column_and_caret)
{
    struct diag diag = { 0 };
    diag_set_at(&diag, "x.md", "one\n\ttwo three\nfour", 9, "bad word");
    expect_format(&diag, "x.md:2:6: bad word\n"
                         "    \ttwo three\n"
                         "    \t    ^\n");
}

TEST(the_caret_counts_characters_not_bytes)
{
    struct diag diag = { 0 };
    diag_set_at(&diag, "x.md", "\xC3\xA9\xC3\xA9!", 4, "mark");
    expect_format(&diag, "x.md:1:5: mark\n    \xC3\xA9\xC3\xA9!\n      ^\n");
}

TEST(a_place_at_the_very_end_still_has_its_caret)
{
    struct diag diag = { 0 };
    diag_set_at(&diag, "x.json", "{", 1, "unfinished");
    expect_format(&diag, "x.json:1:2: unfinished\n    {\n     ^\n");
}

TEST(a_long_line_is_cut_around_the_caret)
{
    struct buf line = { 0 }, out = { 0 };
    for (int i = 0; i < 500; i++)
        buf_addc(&line, 'x');
    line.data[300] = '!';
    struct diag diag = { 0 };
    diag_set_at(&diag, "x", buf_str(&line), 300, "here");
    diag_format(&diag, &out);
    const char *excerpt = strchr(buf_str(&out), '\n') + 1;
    const char *caret_line = strchr(excerpt, '\n') + 1;
    assert_true(caret_line - excerpt < 100);
    assert_int_equal(excerpt[strchr(caret_line, '^') - caret_line], '!');
    buf_finish(&line);
    buf_finish(&out);
    diag_finish(&diag);
}

TEST(escape_sequences_in_what_is_quoted_are_made_harmless)
{
    struct diag diag = { 0 };
    diag_set_at(&diag, "a\033[2J", "\033]0;hi\a \xC2\x9B", 0, "odd \033 byte \xFF");
    expect_format(&diag, "a?[2J:1:1: odd ? byte ?\n    ?]0;hi? ?\n    ^\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_fault_wins),
        cmocka_unit_test(a_fault_without_a_place_is_its_message_alone),
        cmocka_unit_test(an_offset_becomes_line_column_and_caret),
        cmocka_unit_test(the_caret_counts_characters_not_bytes),
        cmocka_unit_test(a_place_at_the_very_end_still_has_its_caret),
        cmocka_unit_test(a_long_line_is_cut_around_the_caret),
        cmocka_unit_test(escape_sequences_in_what_is_quoted_are_made_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
