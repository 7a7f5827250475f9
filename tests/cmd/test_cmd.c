#include "check.h"

#include "cmd/ran.h"

static void expect(const char *line, int status, const char *in_out, const char *in_err)
{
    struct ran ran = ran_command(NULL, line);
    assert_int_equal(ran.status, status);
    if (in_out)
        assert_non_null(strstr(ran.out, in_out));
    else
        assert_string_equal(ran.out, "");
    if (in_err)
        assert_non_null(strstr(ran.err, in_err));
    else
        assert_string_equal(ran.err, "");
    ran_finish(&ran);
}

TEST(the_version_is_a_command_and_an_option)
{
    expect("version", STATUS_OK, "asynclearn ", NULL);
    expect("--version", STATUS_OK, "asynclearn ", NULL);
    expect("help --version", STATUS_OK, "asynclearn ", NULL);
}

TEST(help_lists_every_command)
{
    for (size_t i = 0; cmd_table[i]; i++) {
        expect("help", STATUS_OK, cmd_table[i]->name, NULL);
        expect("--help", STATUS_OK, cmd_table[i]->summary, NULL);
    }
}

TEST(help_for_a_command_shows_its_usage_and_options)
{
    expect("help help", STATUS_OK, "Usage: asynclearn help [COMMAND]", NULL);
    expect("help --help", STATUS_OK, "Usage: asynclearn help [COMMAND]", NULL);
    expect("-h help", STATUS_OK, "Usage: asynclearn help [COMMAND]", NULL);
}

TEST(an_unknown_command_names_the_nearest_and_points_to_help)
{
    expect(
        "hepl", STATUS_USAGE, NULL,
        "asynclearn: unknown command \"hepl\": did you mean \"help\"?\nTry: asynclearn help\n");
    expect("help verison", STATUS_USAGE, NULL, "did you mean \"version\"?");
    expect("frobnicate", STATUS_USAGE, NULL, "unknown command \"frobnicate\"\n");
}

TEST(too_many_words_are_refused)
{
    expect("version now", STATUS_USAGE, NULL,
           "\"now\" is too much for \"version\"\nTry: asynclearn help version\n");
}

TEST(escape_sequences_on_the_command_line_are_not_repeated)
{
    expect("a\033[31mb", STATUS_USAGE, NULL, "unknown command \"a?[31mb\"");
}

TEST(every_command_is_declared_completely)
{
    for (size_t i = 0; cmd_table[i]; i++) {
        const struct command *command = cmd_table[i];
        assert_non_null(command->usage);
        assert_non_null(command->summary);
        assert_non_null(command->run);
        assert_ptr_equal(cmd_find(command->name), command);
        for (size_t k = 0; k < CMD_MAX_OPTIONS && command->options[k].name; k++)
            assert_non_null(command->options[k].help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_a_command_and_an_option),
        cmocka_unit_test(help_lists_every_command),
        cmocka_unit_test(help_for_a_command_shows_its_usage_and_options),
        cmocka_unit_test(an_unknown_command_names_the_nearest_and_points_to_help),
        cmocka_unit_test(too_many_words_are_refused),
        cmocka_unit_test(escape_sequences_on_the_command_line_are_not_repeated),
        cmocka_unit_test(every_command_is_declared_completely),
    };
    return cmocka_run_group_tests(tests, ran_setup, ran_teardown);
}
