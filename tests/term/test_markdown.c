#include "check.h"

#include <locale.h>
#include <string.h>

#include "term/markdown.h"

static const struct caps wide = { .is_utf8 = true, .columns = 100, .depth = STYLE_DEPTH_16 };
static const struct caps narrow = { .is_utf8 = true, .columns = 40, .depth = STYLE_DEPTH_16 };
static const struct caps colourless = { .is_utf8 = true, .columns = 40 };
static const struct caps plain = { .is_utf8 = true, .columns = 60, .is_plain = true };

static void expect(const struct caps *caps, const char *text, const char *rows)
{
    struct lines lines = { 0 };
    struct buf joined = { 0 };
    markdown_render(text, strlen(text), caps, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        buf_addf(&joined, "%s\n", buf_str(&lines.items[i].text));
        assert_true(line_columns(&lines.items[i]) <= caps->columns);
    }
    assert_string_equal(buf_str(&joined), rows);
    buf_finish(&joined);
    lines_finish(&lines);
}

/* The style of the first place where `word` stands in the first line. */
static void expect_style(const char *text, const char *word, enum style style)
{
    struct lines lines = { 0 };
    markdown_render(text, strlen(text), &wide, &lines);
    const char *row = buf_str(&lines.items[0].text);
    assert_non_null(strstr(row, word));
    assert_int_equal(line_style_at(&lines.items[0], (size_t)(strstr(row, word) - row)), style);
    lines_finish(&lines);
}

TEST(paragraphs_are_wrapped_and_stand_apart)
{
    expect(&narrow,
           "The event loop runs what is ready, one\nafter the other.\n\nThen it polls.",
           "The event loop runs what is ready, one\n"
           "after the other.\n"
           "\n"
           "Then it polls.\n");
}

TEST(prose_stays_readable_on_a_very_wide_terminal)
{
    struct caps huge = wide;
    struct lines lines = { 0 };
    huge.columns = 200;
    const char text[] =
        "one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen";
    markdown_render(text, strlen(text), &huge, &lines);
    assert_int_equal(lines.count, 2);
    assert_true(line_columns(&lines.items[0]) <= MARKDOWN_PROSE_COLUMNS);
    lines_finish(&lines);
}

TEST(spans_have_their_roles)
{
    expect_style("# Await", "Await", STYLE_HEADING);
    expect_style("an *odd* one", "odd", STYLE_EMPHASIS);
    expect_style("an **odd** one", "odd", STYLE_STRONG);
    expect_style("call `run`", "run", STYLE_CODE);
    expect_style("[PEP](https://x.y)", "PEP", STYLE_LINK);
    expect_style("a *b* c", "c", STYLE_TEXT);
}

TEST(marks_stay_where_no_colour_replaces_them)
{
    expect(&narrow, "## Title\n\ncall `run` *now*", "Title\n\ncall run now\n");
    expect(&colourless, "## Title\n\ncall `run` *now*", "## Title\n\ncall `run` now\n");
}

TEST(link_shows_its_address_once)
{
    expect(&wide, "see [PEP 492](https://peps.python.org)",
           "see PEP 492 (https://peps.python.org)\n");
    expect(&wide, "see <https://peps.python.org>", "see https://peps.python.org\n");
    expect(&wide, "![a loop](loop.png)", "a loop (loop.png)\n");
}

TEST(lists_nest_and_keep_their_indent)
{
    expect(
        &narrow,
        "- an item long enough to be wrapped once\n- two\n  1. nested\n  2. again\n- three\n",
        "• an item long enough to be wrapped once\n"
        "• two\n"
        "  1. nested\n"
        "  2. again\n"
        "• three\n");
    expect(&narrow, "9. a\n10. an item long enough to be wrapped once",
           "9. a\n"
           "10. an item long enough to be wrapped\n"
           "    once\n");
}

TEST(loose_list_has_blank_lines_between_its_items)
{
    expect(&narrow, "- a\n\n  more\n\n- b\n\nend", "• a\n\n  more\n\n• b\n\nend\n");
}

TEST(empty_item_shows_its_bullet)
{
    expect(&narrow, "-\n- b", "• \n• b\n");
}

TEST(quote_has_a_bar_on_every_line)
{
    expect(&narrow, "> a\n>\n> - b\n\nc", "│ a\n│\n│ • b\n\nc\n");
}

TEST(hard_break_and_rule)
{
    expect(&colourless, "a\\\nb\n\n---\n\nc",
           "a\nb\n\n────────────────────────────────────────\n\nc\n");
}

TEST(entities_and_html_are_text)
{
    expect(&wide, "a &lt;b&gt; &#8594; &#x21; &nope; <i>c</i>", "a <b> → ! &nope; <i>c</i>\n");
}

TEST(escape_sequences_in_the_text_are_shown)
{
    expect(&wide, "a\033[2Jb `\033c`", "a^[[2Jb ^[c\n");
    expect(&wide, "```\n\033[2J\n```", "  ^[[2J\n");
}

#define PYTHON    "```python\nasync def main():\n    await nap()\n```\n"
#define C_FORM    "```c\nint err = nap();\n```\n"
#define LONG_LINE "some_function(first_argument, second_argument, third_one)"

TEST(python_stands_beside_c_where_there_is_room)
{
    expect(&wide, PYTHON "\n" C_FORM "\nend",
           "Python              │ C\n"
           "  async def main(): │   int err = nap();\n"
           "      await nap()   │\n"
           "\n"
           "end\n");
}

#define STACKED             \
    "Python\n"              \
    "  async def main():\n" \
    "      await nap()\n"   \
    "\n"                    \
    "C\n"                   \
    "  int err = nap();\n"

TEST(blocks_follow_each_other_where_there_is_no_room)
{
    expect(&narrow, PYTHON C_FORM, STACKED);
    expect(&plain, PYTHON C_FORM, STACKED);
}

TEST(blocks_that_are_too_wide_to_stand_beside_follow_each_other)
{
    expect(&wide,
           "```python\n" LONG_LINE "\n```\n"
           "```c\n" LONG_LINE "\n```\n",
           "Python\n  " LONG_LINE "\n\nC\n  " LONG_LINE "\n");
}

TEST(only_python_directly_before_c_is_paired)
{
    expect(&wide, PYTHON "\nbut\n\n" C_FORM,
           "Python\n  async def main():\n      await nap()\n\nbut\n\nC\n  int err = nap();\n");
    expect(&wide, C_FORM "```py\nx\n```", "C\n  int err = nap();\n\nPython\n  x\n");
}

TEST(code_in_an_item_keeps_the_indent)
{
    expect(&narrow, "- run\n  ```sh\n  make\n  ```\n- b", "• run\n  Shell\n    make\n\n• b\n");
}

TEST(long_code_line_is_broken_not_cut)
{
    expect(&narrow, "```\nsome_function(argument_one, argument_two);\n```",
           "  some_function(argument_one,\n      argument_two);\n");
}

TEST(table_is_squeezed_into_the_width)
{
    expect(&narrow,
           "| task | what it waits for |\n|---|---|\n"
           "| main | the result of the two tasks below |\n| a | |\n",
           "task  what it waits for\n"
           "───────────────────────────────────────\n"
           "main  the result of the two tasks below\n"
           "a\n");
    expect(&narrow,
           "| task | what it waits for |\n|---|---|\n"
           "| main | the result of the two tasks that are below |\n",
           "task  what it waits for\n"
           "────────────────────────────────────────\n"
           "main  the result of the two tasks that\n"
           "      are below\n");
}

TEST(table_is_read_out_in_plain_mode)
{
    expect(&plain, "| task | waits for |\n|---|---|\n| main | `a` |\n| a | time |\n",
           "task: main; waits for: `a`\ntask: a; waits for: time\n");
}

TEST(plain_mode_draws_no_lines)
{
    expect(&plain, "> - a\n\n---\n", "> - a\n\n---\n");
}

TEST(every_width_holds_its_text)
{
    static const char text[] =
        "> - a `very_long_identifier_indeed` 日本語\n>   1. b\n\n" PYTHON C_FORM
        "| a | b | c |\n|-|-|-|\n| one | two | 日本語日本語 |\n";
    for (int columns = 20; columns <= 200; columns++) {
        struct caps caps = wide;
        struct lines lines = { 0 };
        caps.columns = columns;
        markdown_render(text, strlen(text), &caps, &lines);
        assert_true(lines.count > 5);
        for (size_t i = 0; i < lines.count; i++)
            assert_true(line_columns(&lines.items[i]) <= columns);
        lines_finish(&lines);
    }
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_wrapped_and_stand_apart),
        cmocka_unit_test(prose_stays_readable_on_a_very_wide_terminal),
        cmocka_unit_test(spans_have_their_roles),
        cmocka_unit_test(marks_stay_where_no_colour_replaces_them),
        cmocka_unit_test(link_shows_its_address_once),
        cmocka_unit_test(lists_nest_and_keep_their_indent),
        cmocka_unit_test(loose_list_has_blank_lines_between_its_items),
        cmocka_unit_test(empty_item_shows_its_bullet),
        cmocka_unit_test(quote_has_a_bar_on_every_line),
        cmocka_unit_test(hard_break_and_rule),
        cmocka_unit_test(entities_and_html_are_text),
        cmocka_unit_test(escape_sequences_in_the_text_are_shown),
        cmocka_unit_test(python_stands_beside_c_where_there_is_room),
        cmocka_unit_test(blocks_follow_each_other_where_there_is_no_room),
        cmocka_unit_test(blocks_that_are_too_wide_to_stand_beside_follow_each_other),
        cmocka_unit_test(only_python_directly_before_c_is_paired),
        cmocka_unit_test(code_in_an_item_keeps_the_indent),
        cmocka_unit_test(long_code_line_is_broken_not_cut),
        cmocka_unit_test(table_is_squeezed_into_the_width),
        cmocka_unit_test(table_is_read_out_in_plain_mode),
        cmocka_unit_test(plain_mode_draws_no_lines),
        cmocka_unit_test(every_width_holds_its_text),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
