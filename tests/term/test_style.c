#include "check.h"

#include <math.h>

#include "term/style.h"

static void expect_begin(enum style style, enum style_depth depth, const char *bytes)
{
    struct buf out = { 0 };
    style_begin(style, depth, &out);
    assert_string_equal(buf_str(&out), bytes);
    buf_finish(&out);
}

static void expect_end(enum style style, enum style_depth depth, const char *bytes)
{
    struct buf out = { 0 };
    buf_adds(&out, "text");
    style_end(style, depth, &out);
    assert_string_equal(buf_str(&out) + 4, bytes);
    buf_finish(&out);
}

TEST(role_becomes_one_sequence_and_is_ended_by_a_reset)
{
    expect_begin(STYLE_OK, STYLE_DEPTH_256, "\033[;1;38;5;28m");
    expect_begin(STYLE_OK, STYLE_DEPTH_16, "\033[;32m");
    expect_begin(STYLE_SELECTED, STYLE_DEPTH_16, "\033[;7m");
    expect_end(STYLE_OK, STYLE_DEPTH_16, "\033[m");
}

TEST(normal_text_needs_no_sequence)
{
    expect_begin(STYLE_TEXT, STYLE_DEPTH_256, "");
    expect_end(STYLE_TEXT, STYLE_DEPTH_256, "");
}

TEST(without_colours_there_is_no_sequence_at_all)
{
    for (int style = 0; style < STYLE_COUNT; style++) {
        expect_begin((enum style)style, STYLE_DEPTH_NONE, "");
        expect_end((enum style)style, STYLE_DEPTH_NONE, "");
    }
}

TEST(text_that_stands_back_is_dimmed_or_grey_but_not_both)
{
    expect_begin(STYLE_LATER, STYLE_DEPTH_256, "\033[;38;5;243m");
    expect_begin(STYLE_LATER, STYLE_DEPTH_16, "\033[;2m");
}

TEST(lanes_repeat_after_the_last_colour)
{
    assert_int_equal(style_lane(0), STYLE_LANE_0);
    assert_int_equal(style_lane(7), STYLE_LANE_7);
    assert_int_equal(style_lane(8), STYLE_LANE_0);
}

/* Brightness and contrast as WCAG 2 defines them. */
static double linear(int level)
{
    double v = level / 255.0;
    return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(int colour)
{
    static const int levels[] = { 0, 95, 135, 175, 215, 255 };
    if (colour >= 232)
        return linear(8 + 10 * (colour - 232));
    int n = colour - 16;
    return 0.2126 * linear(levels[n / 36]) + 0.7152 * linear(levels[n / 6 % 6]) +
           0.0722 * linear(levels[n % 6]);
}

TEST(every_colour_reads_on_black_and_on_white)
{
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct style_look look = style_look((enum style)style, STYLE_DEPTH_256);
        if (look.colour < 0)
            continue;
        assert_in_range(look.colour, 16, 255);
        double brightness = luminance(look.colour);
        assert_true(1.05 / (brightness + 0.05) >= 3.8);
        assert_true((brightness + 0.05) / 0.05 >= 3.8);
    }
}

/* Bold may be shown as bright, and bright green and cyan vanish on white too. */
TEST(classic_colours_are_neither_yellow_nor_blue_nor_bright)
{
    enum { YELLOW = 3, BLUE = 4, CYAN = 6 };
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct style_look look = style_look((enum style)style, STYLE_DEPTH_16);
        if (look.colour < 0)
            continue;
        assert_in_range(look.colour, 1, CYAN);
        assert_int_not_equal(look.colour, YELLOW);
        assert_int_not_equal(look.colour, BLUE);
        assert_false(look.is_bold);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(role_becomes_one_sequence_and_is_ended_by_a_reset),
        cmocka_unit_test(normal_text_needs_no_sequence),
        cmocka_unit_test(without_colours_there_is_no_sequence_at_all),
        cmocka_unit_test(text_that_stands_back_is_dimmed_or_grey_but_not_both),
        cmocka_unit_test(lanes_repeat_after_the_last_colour),
        cmocka_unit_test(classic_colours_are_neither_yellow_nor_blue_nor_bright),
        cmocka_unit_test(every_colour_reads_on_black_and_on_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
