#include "check.h"

#include <string.h>

#include "cmd/cmd.h"

static int run_nothing(struct app *app, const struct cmd_args *args)
{
    return STATUS_OK;
}

/* A command with an option of every kind. */
static const struct command sample = {
    .name = "sample",
    .usage = "FILE...",
    .summary = "a command for the test",
    .options = { { "json", NULL, "a flag" },
                 { "trace", "live|log|off", "a word" },
                 { "seed", "N", "a number" },
                 { "speed", "X", "a decimal" },
                 { "export", "FILE.json|FILE.html", "a text" } },
    .max_words = CMD_ANY_WORDS,
    .run = run_nothing,
};

static int parse(struct cmd_args *args, struct app *app, struct diag *diag, const char *line)
{
    static char copy[256];
    const char *words[16];
    size_t count = 0;
    char *rest = NULL;
    snprintf(copy, sizeof(copy), "%s", line);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    return cmd_args_parse_for(args, &sample, app, count, words, diag);
}

TEST(options_are_given_in_both_spellings)
{
    struct app app = { 0 };
    struct cmd_args args;
    struct diag diag = { 0 };
    assert_int_equal(parse(&args, &app, &diag, "a.c --trace=log --seed 7 b.c --json"), 0);
    assert_string_equal(cmd_value(&args, "trace"), "log");
    assert_int_equal(cmd_number_or(&args, "seed", 1), 7);
    assert_true(cmd_has(&args, "json"));
    assert_false(cmd_has(&args, "export"));
    assert_true(cmd_decimal_or(&args, "speed", 2.0) > 1.9);
    assert_string_equal(cmd_value_or(&args, "export", "none"), "none");
    assert_int_equal(args.count, 2);
    assert_string_equal(args.words[0], "a.c");
    assert_string_equal(args.words[1], "b.c");
    cmd_args_finish(&args);
}

TEST(global_options_are_taken_anywhere)
{
    struct app app = { 0 };
    struct cmd_args args;
    struct diag diag = { 0 };
    assert_int_equal(
        parse(&args, &app, &diag, "--plain a.c --no-color --ascii --course=/x --no-input"), 0);
    assert_true(app.plain && app.no_color && app.ascii && app.no_input);
    assert_string_equal(app.course_dir, "/x");
    assert_int_equal(args.count, 1);
    cmd_args_finish(&args);
    app_finish(&app);
}

TEST(nothing_behind_two_dashes_is_an_option)
{
    struct app app = { 0 };
    struct cmd_args args;
    struct diag diag = { 0 };
    assert_int_equal(parse(&args, &app, &diag, "--json -- ./prog --plain -x --"), 0);
    assert_int_equal(args.count, 4);
    assert_int_equal(args.count_before_dashes, 0);
    assert_string_equal(args.words[1], "--plain");
    assert_false(app.plain);
    cmd_args_finish(&args);
}

static void expect_fault(const char *line, const char *message)
{
    struct app app = { 0 };
    struct cmd_args args;
    struct diag diag = { 0 };
    assert_int_equal(parse(&args, &app, &diag, line), -1);
    assert_string_equal(diag.message, message);
    diag_finish(&diag);
    cmd_args_finish(&args);
    app_finish(&app);
}

TEST(an_unknown_option_names_the_nearest)
{
    expect_fault("--jsno", "unknown option \"--jsno\": did you mean \"--json\"?");
    expect_fault("--tarce=log", "unknown option \"--tarce\": did you mean \"--trace\"?");
    expect_fault("--plian", "unknown option \"--plian\": did you mean \"--plain\"?");
    expect_fault("--xyzzy", "unknown option \"--xyzzy\"");
    expect_fault("-q", "unknown option \"-q\"");
}

TEST(a_value_of_the_wrong_kind_is_refused)
{
    expect_fault("--trace=fast", "\"--trace\" takes live|log|off, not \"fast\"");
    expect_fault("--trace=lo", "\"--trace\" takes live|log|off, not \"lo\"");
    expect_fault("--seed=-1", "\"--seed\" takes a whole number, not \"-1\"");
    expect_fault("--seed 1x", "\"--seed\" takes a whole number, not \"1x\"");
    expect_fault("--seed=99999999999999999999",
                 "\"--seed\" takes a whole number, not \"99999999999999999999\"");
    expect_fault("--speed 0", "\"--speed\" takes a number above 0, not \"0\"");
    expect_fault("--speed 1.2.3", "\"--speed\" takes a number above 0, not \"1.2.3\"");
    expect_fault("--seed", "\"--seed\" needs a value: N");
    expect_fault("--json=yes", "\"--json\" takes no value");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_given_in_both_spellings),
        cmocka_unit_test(global_options_are_taken_anywhere),
        cmocka_unit_test(nothing_behind_two_dashes_is_an_option),
        cmocka_unit_test(an_unknown_option_names_the_nearest),
        cmocka_unit_test(a_value_of_the_wrong_kind_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
