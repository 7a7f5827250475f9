#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "progress/paths.h"

static int no_variables(void **state)
{
    static const char *const names[] = { "ASYNCLEARN_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                         "XDG_CACHE_HOME" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    return setenv("HOME", "/home/ada", 1);
}

static void expect(const char *state, const char *workspace, const char *cache)
{
    struct paths paths;
    paths_init(&paths);
    assert_string_equal(paths.state, state);
    assert_string_equal(paths.workspace, workspace);
    assert_string_equal(paths.cache, cache);
    assert_memory_equal(paths.database, state, strlen(state));
    assert_string_equal(paths.database + strlen(state), "/progress.db");
    paths_finish(&paths);
}

TEST(below_the_home_directory_by_default)
{
    expect("/home/ada/.local/state/asynclearn", "/home/ada/.local/share/asynclearn",
           "/home/ada/.cache/asynclearn");
}

TEST(in_the_xdg_base_directories)
{
    setenv("XDG_STATE_HOME", "/s", 1);
    setenv("XDG_DATA_HOME", "/d", 1);
    setenv("XDG_CACHE_HOME", "/c", 1);
    expect("/s/asynclearn", "/d/asynclearn", "/c/asynclearn");
}

TEST(a_relative_or_empty_base_directory_is_ignored)
{
    setenv("XDG_STATE_HOME", "state", 1);
    setenv("XDG_DATA_HOME", "", 1);
    expect("/home/ada/.local/state/asynclearn", "/home/ada/.local/share/asynclearn",
           "/home/ada/.cache/asynclearn");
}

TEST(one_home_for_everything_wins)
{
    setenv("XDG_STATE_HOME", "/s", 1);
    setenv("ASYNCLEARN_HOME", "/one", 1);
    expect("/one", "/one/workspace", "/one/cache");
}

TEST(an_account_without_home_variable_still_has_a_home)
{
    struct paths paths;
    unsetenv("HOME");
    paths_init(&paths);
    assert_int_equal(paths.state[0], '/');
    paths_finish(&paths);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, no_variables, NULL)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(below_the_home_directory_by_default),
        CASE(in_the_xdg_base_directories),
        CASE(a_relative_or_empty_base_directory_is_ignored),
        CASE(one_home_for_everything_wins),
        CASE(an_account_without_home_variable_still_has_a_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
