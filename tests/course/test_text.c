#include "check.h"

#include "course/fixture.h"
#include "course/snippet.h"
#include "course/text.h"

static const char program[] = "int main(void)\n"
                              "{\n"
                              "    // cut: body\n"
                              "    if (ready)\n"
                              "        go();\n"
                              "\n"
                              "    stop();\n"
                              "    // end\n"
                              "    // the end of it\n"
                              "}\n";

TEST(a_cut_is_moved_to_the_left)
{
    struct buf out = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(snippet_cut("x.c", program, "body", &out, &diag), 0);
    assert_string_equal(buf_str(&out), "if (ready)\n    go();\n\nstop();\n");
    buf_finish(&out);
}

TEST(python_marks_its_cuts_too)
{
    struct buf out = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(snippet_cut("x.py", "# cut: a\nawait b\n# end\n", "a", &out, &diag), 0);
    assert_string_equal(buf_str(&out), "await b\n");
    buf_finish(&out);
}

TEST(a_whole_program_is_shown_without_markers)
{
    struct buf out = { 0 };
    snippet_whole(program, &out);
    assert_null(strstr(buf_str(&out), "cut:"));
    assert_non_null(strstr(buf_str(&out), "    stop();\n    // the end of it\n}\n"));
    buf_finish(&out);
}

static void expect_no_cut(const char *text, const char *name, int line, const char *message)
{
    struct buf out = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(snippet_cut("x.c", text, name, &out, &diag), -1);
    assert_string_equal(diag.message, message);
    assert_int_equal(diag.line, line);
    assert_int_equal(out.len, 0);
    diag_finish(&diag);
    buf_finish(&out);
}

TEST(a_cut_that_is_missing_or_open_is_a_fault)
{
    expect_no_cut(program, "bod", 1, "no cut \"bod\" is marked in this file");
    expect_no_cut("int x;\n// cut: a\nint y;\n", "a", 2,
                  "the cut \"a\" is not closed by a line \"end\" of its own");
    expect_no_cut("// cut: a\nint y;\n// cut: b\n// end\n", "a", 1,
                  "the cut \"a\" is not closed by a line \"end\" of its own");
}

/* The text of a step with this Markdown, and `program` for its demo. */
static int read_text(const char *markdown, struct buf *out, struct diag *diag)
{
    struct scratch dir = scratch_make();
    char *text = scratch_file(&dir, "x.md", markdown);
    char *demo = scratch_file(&dir, "x.c", program);
    struct step step = { .text = text, .demo = demo };
    int err = text_read(&step, out, diag);
    free(text);
    free(demo);
    scratch_remove(&dir);
    return err;
}

TEST(an_empty_block_is_filled_from_the_demo)
{
    struct buf out = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(
        read_text("Look:\n\n```c cut=body\n```\n\n```text\nas it is\n```\nend\n", &out, &diag),
        0);
    assert_string_equal(buf_str(&out),
                        "Look:\n\n"
                        "```c cut=body\nif (ready)\n    go();\n\nstop();\n```\n\n"
                        "```text\nas it is\n```\nend\n");
    buf_finish(&out);
}

TEST(a_block_that_is_filled_must_be_empty)
{
    struct buf out = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(read_text("```c cut=body\nold();\n```\n", &out, &diag), -1);
    assert_non_null(strstr(diag.message, "its body must be empty"));
    assert_int_equal(diag.line, 2);
    diag_finish(&diag);
    buf_finish(&out);
}

TEST(words_in_code_blocks_do_not_count)
{
    assert_int_equal(text_count_words(""), 0);
    assert_int_equal(text_count_words("one  two\nthree `x y`\n```c\nnot these\n```\nsix\n"), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_is_moved_to_the_left),
        cmocka_unit_test(python_marks_its_cuts_too),
        cmocka_unit_test(a_whole_program_is_shown_without_markers),
        cmocka_unit_test(a_cut_that_is_missing_or_open_is_a_fault),
        cmocka_unit_test(an_empty_block_is_filled_from_the_demo),
        cmocka_unit_test(a_block_that_is_filled_must_be_empty),
        cmocka_unit_test(words_in_code_blocks_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
