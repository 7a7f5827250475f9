#include "check.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term/out.h"

/* A stream into memory, and a terminal of six rows behind it. */
struct fixture {
    struct caps caps;
    struct out out;
    char *written;
    size_t len;
    size_t unread_rows;
    int asked, answer_at_second;
};

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->caps =
        (struct caps){ .is_tty = true, .is_utf8 = true, .depth = STYLE_DEPTH_16, .rows = 6 };
    f->out = (struct out){
        .file = open_memstream(&f->written, &f->len),
        .caps = &f->caps,
        .unread_rows = &f->unread_rows,
    };
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    fclose(f->out.file);
    free(f->written);
    free(f);
    return 0;
}

static void expect_written(struct fixture *f, const char *bytes)
{
    fflush(f->out.file);
    assert_string_equal(f->written, bytes);
}

TEST(role_wraps_only_its_text)
{
    struct fixture *f = *state;
    out_text(&f->out, STYLE_TEXT, "it is ");
    out_text(&f->out, STYLE_OK, "right\n");
    expect_written(f, "it is \033[;32mright\033[m\n");
}

TEST(sequences_never_span_lines)
{
    struct fixture *f = *state;
    out_format(&f->out, STYLE_HINT, "%s\n\n%s", "a", "b");
    expect_written(f, "\033[;36ma\033[m\n\n\033[;36mb\033[m");
}

TEST(escape_sequence_in_a_text_does_not_reach_the_terminal)
{
    struct fixture *f = *state;
    out_format(&f->out, STYLE_TEXT, "%s", "\033]0;owned\a\n");
    expect_written(f, "^[]0;owned^G\n");
}

TEST(terminal_without_utf8_gets_ascii)
{
    struct fixture *f = *state;
    f->caps.is_utf8 = false;
    out_text(&f->out, STYLE_TEXT, "a → “b”\n");
    expect_written(f, "a > \"b\"\n");
}

TEST(equal_neighbours_share_one_sequence)
{
    struct fixture *f = *state;
    struct line line = { 0 };
    line_adds(&line, STYLE_HINT, "a");
    line_adds(&line, STYLE_HINT, "b");
    line_adds(&line, STYLE_TEXT, "c");
    out_line(&f->out, &line);
    expect_written(f, "\033[;36mab\033[mc\n");
    line_finish(&line);
}

static int ask(void *arg)
{
    struct fixture *f = arg;
    fputs("?\n", f->out.file);
    return ++f->asked == 2 ? f->answer_at_second : 0;
}

static void add_rows(struct lines *lines, int count)
{
    for (int i = 1; i <= count; i++)
        line_addf(lines_add(lines), STYLE_TEXT, "%d", i);
}

TEST(page_asks_before_a_line_would_scroll_away)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 9);
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    expect_written(f, "1\n2\n3\n4\n?\n5\n6\n7\n8\n?\n9\n");
    lines_finish(&lines);
}

TEST(page_that_fits_asks_nothing)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 4);
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    expect_written(f, "1\n2\n3\n4\n");
    lines_finish(&lines);
}

TEST(page_stops_when_the_reader_has_enough)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 20);
    f->answer_at_second = 7;
    assert_int_equal(out_page(&f->out, &lines, ask, f), 7);
    expect_written(f, "1\n2\n3\n4\n?\n5\n6\n7\n8\n?\n");
    lines_finish(&lines);
}

TEST(page_leaves_what_stands_above_it_unread_in_the_window)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 2);
    out_text(&f->out, STYLE_TEXT, "a\nb\n");
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    expect_written(f, "a\nb\n1\n2\n?\n1\n2\n");
    lines_finish(&lines);
}

TEST(blank_row_on_top_may_leave_the_window)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 4);
    out_text(&f->out, STYLE_TEXT, "\n");
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    expect_written(f, "\n1\n2\n3\n4\n");
    lines_finish(&lines);
}

TEST(page_to_a_file_is_written_at_once)
{
    struct fixture *f = *state;
    struct lines lines = { 0 };
    add_rows(&lines, 7);
    f->caps.is_tty = false;
    assert_int_equal(out_page(&f->out, &lines, ask, f), 0);
    expect_written(f, "1\n2\n3\n4\n5\n6\n7\n");
    lines_finish(&lines);
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(role_wraps_only_its_text),
        CASE(sequences_never_span_lines),
        CASE(escape_sequence_in_a_text_does_not_reach_the_terminal),
        CASE(terminal_without_utf8_gets_ascii),
        CASE(equal_neighbours_share_one_sequence),
        CASE(page_asks_before_a_line_would_scroll_away),
        CASE(page_that_fits_asks_nothing),
        CASE(page_stops_when_the_reader_has_enough),
        CASE(page_leaves_what_stands_above_it_unread_in_the_window),
        CASE(blank_row_on_top_may_leave_the_window),
        CASE(page_to_a_file_is_written_at_once),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
