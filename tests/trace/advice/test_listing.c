/* What is found in a program's text. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "term/syntax.h"
#include "trace/advice/listing.h"

struct text {
    struct source source;
    struct listing listing;
};

static struct text *read_text(const char *code)
{
    struct text *text = calloc(1, sizeof(*text));
    syntax_lines(syntax_find("c"), code, strlen(code), &text->source.lines);
    listing_read(&text->listing, &text->source);
    return text;
}

static void forget_text(struct text *text)
{
    listing_finish(&text->listing);
    lines_finish(&text->source.lines);
    free(text);
}

/* The words of the range, with a space between. */
static void expect_words(const struct text *text, struct listing_range range, const char *words)
{
    struct buf said = { 0 };
    for (size_t i = range.first; i < range.end; i++)
        buf_addf(&said, "%s%.*s", i > range.first ? " " : "", (int)text->listing.words[i].len,
                 text->listing.words[i].text);
    assert_string_equal(buf_str(&said), words);
    buf_finish(&said);
}

static size_t word_at(const struct text *text, const char *word)
{
    size_t at = 0;
    while (at < text->listing.count && !listing_is(&text->listing, at, word))
        at++;
    return at;
}

TEST(comments_and_directives_are_left_out)
{
    struct text *text = read_text("#define A \\\n    B\n/* C;\n D */ int a = 1; // E\n");
    expect_words(text, (struct listing_range){ 0, text->listing.count }, "int a = 1 ;");
    forget_text(text);
}

TEST(statements_end_at_semicolons_and_blocks)
{
    struct text *text = read_text("void f(void)\n{\n    for (int i = 0; i < 2; i++) {\n"
                                  "        struct job j = { 1, { 2 } };\n        g(\";\");\n"
                                  "    }\n}\n");
    expect_words(text, listing_statement(&text->listing, word_at(text, "i")),
                 "for ( int i = 0 ; i < 2 ; i + + )");
    expect_words(text, listing_statement(&text->listing, word_at(text, "j")),
                 "struct job j = { 1 , { 2 } }");
    expect_words(text, listing_statement(&text->listing, word_at(text, "g")), "g ( \";\" )");
    forget_text(text);
}

TEST(call_is_found_by_any_of_its_lines)
{
    struct text *text = read_text("int f(void)\n{\n    return g(a[1],\n        h(1, 2),\n"
                                  "        (struct b){ 3, 4 });\n}\n");
    for (int line = 3; line <= 5; line++) {
        struct listing_call call;
        assert_true(listing_call_at(&text->listing, line, "other g", &call));
        assert_int_equal(call.count, 3);
        expect_words(text, call.args[0], "a [ 1 ]");
        expect_words(text, call.args[1], "h ( 1 , 2 )");
        expect_words(text, call.args[2], "( struct b ) { 3 , 4 }");
    }
    forget_text(text);
}

TEST(call_is_not_found_where_there_are_two)
{
    struct text *text = read_text("int f(void)\n{\n    return g(1) + g(2);\n}\n");
    struct listing_call call;
    assert_false(listing_call_at(&text->listing, 3, "g", &call));
    assert_false(listing_call_at(&text->listing, 1, "g", &call));
    forget_text(text);
}

static void expect_loop(const char *code, const char *loop)
{
    struct text *text = read_text(code);
    size_t at = word_at(text, "here");
    struct listing_range range = { 0, 0 };
    listing_loop_around(&text->listing, (struct listing_range){ at, at + 1 }, &range);
    expect_words(text, range, loop);
    forget_text(text);
}

TEST(loop_is_the_innermost_one_around)
{
    expect_loop("void f(void) { for (;;) { while (1) { here; } } }", "while ( 1 ) { here ; }");
    expect_loop("void f(void) { for (;;) { while (1) { } here; } }",
                "for ( ; ; ) { while ( 1 ) { } here ; }");
    expect_loop("void f(void) { for (;;) if (a) here; }", "for ( ; ; ) if ( a ) here");
    expect_loop("void f(void) { do { here; } while (a); }", "do { here ; } while ( a )");
    expect_loop("void f(void) { for (;;) g(); here; }", "");
    expect_loop("void f(void) { for (;;) { g(); } } void g(void) { here; }", "");
}

static void expect_variables(const char *code, const char *variables, const char *assigned)
{
    struct text *text = read_text(code);
    struct listing_range all = { 0, text->listing.count }, variable;
    struct buf found = { 0 }, given = { 0 };
    for (size_t at = 0; listing_next_variable(&text->listing, all, &at, &variable);)
        buf_addf(&found, "%.*s ", (int)text->listing.words[variable.first].len,
                 text->listing.words[variable.first].text);
    for (size_t at = 0; listing_next_assigned(&text->listing, all, &at, &variable);)
        buf_addf(&given, "%.*s ", (int)text->listing.words[variable.first].len,
                 text->listing.words[variable.first].text);
    assert_string_equal(buf_str(&found), variables);
    assert_string_equal(buf_str(&given), assigned);
    buf_finish(&found);
    buf_finish(&given);
    forget_text(text);
}

TEST(variables_are_no_members_calls_or_keywords)
{
    expect_variables("return f(a[i].b, p->q, NULL);", "a i p ", "");
    expect_variables("a[i]->b.c += d; ++e; f--; g == h; k = l;", "a i d e f g h k l ",
                     "a e f k ");
}

TEST(elements_are_the_same_variable_unless_their_subscripts_differ)
{
    struct text *text = read_text("a[0] a[1] a[0] a b[0]");
    struct listing_range variables[5];
    struct listing_range all = { 0, text->listing.count };
    size_t count = 0;
    for (size_t at = 0; listing_next_variable(&text->listing, all, &at, &variables[count]);)
        count++;
    assert_int_equal(count, 5);
    assert_false(listing_can_be_same(&text->listing, variables[0], variables[1]));
    assert_true(listing_can_be_same(&text->listing, variables[0], variables[2]));
    assert_true(listing_can_be_same(&text->listing, variables[0], variables[3]));
    assert_false(listing_can_be_same(&text->listing, variables[0], variables[4]));
    forget_text(text);
}

static void expect_names(const struct text *text, const struct listing_names *names,
                         const char *expected)
{
    struct buf said = { 0 };
    for (size_t i = 0; i < names->count; i++)
        buf_addf(&said, "%.*s ", (int)text->listing.words[names->items[i]].len,
                 text->listing.words[names->items[i]].text);
    assert_string_equal(buf_str(&said), expected);
    buf_finish(&said);
}

TEST(functions_and_variables_that_outlive_calls_are_known)
{
    struct text *text = read_text("int a, b[2] = { c, d };\nstatic int f(int e);\n"
                                  "struct s { int g; } h;\nint f(int e)\n{\n    int i;\n"
                                  "    static int j = 0;\n    return k(i, a = 1);\n}\n"
                                  "int k(int l) { return l; }\n");
    expect_names(text, &text->listing.functions, "f k ");
    expect_names(text, &text->listing.outside, "a b h j ");
    forget_text(text);
}

TEST(half_a_program_is_read_as_far_as_it_goes)
{
    struct text *text = read_text("}) int f(void) { for (g(a[");
    struct listing_range range;
    struct listing_call call;
    size_t at = word_at(text, "a");
    assert_false(listing_call(&text->listing, word_at(text, "g"), &call));
    assert_false(listing_call_at(&text->listing, 1, "g", &call));
    assert_true(listing_body(&text->listing, word_at(text, "f"), &range));
    listing_loop_around(&text->listing, (struct listing_range){ at, at + 1 }, &range);
    assert_int_equal(range.end, text->listing.count);
    forget_text(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_and_directives_are_left_out),
        cmocka_unit_test(statements_end_at_semicolons_and_blocks),
        cmocka_unit_test(call_is_found_by_any_of_its_lines),
        cmocka_unit_test(call_is_not_found_where_there_are_two),
        cmocka_unit_test(loop_is_the_innermost_one_around),
        cmocka_unit_test(variables_are_no_members_calls_or_keywords),
        cmocka_unit_test(elements_are_the_same_variable_unless_their_subscripts_differ),
        cmocka_unit_test(functions_and_variables_that_outlive_calls_are_known),
        cmocka_unit_test(half_a_program_is_read_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
