#include "check.h"

#include "base/suggest.h"

static const char *const commands[] = {
    "list", "lesson", "lint", "demo", "progress", "review"
};

static const char *nearest(const char *word)
{
    return suggest_nearest(word, commands, sizeof(commands) / sizeof(commands[0]));
}

TEST(each_kind_of_slip_costs_one)
{
    assert_int_equal(suggest_distance("demo", "demo"), 0);
    assert_int_equal(suggest_distance("Demo", "demo"), 0);
    assert_int_equal(suggest_distance("deemo", "demo"), 1);
    assert_int_equal(suggest_distance("dmo", "demo"), 1);
    assert_int_equal(suggest_distance("dimo", "demo"), 1);
    assert_int_equal(suggest_distance("dmeo", "demo"), 1);
    assert_int_equal(suggest_distance("", "demo"), 4);
}

TEST(a_slip_finds_its_word)
{
    assert_string_equal(nearest("leson"), "lesson");
    assert_string_equal(nearest("lsit"), "list");
    assert_string_equal(nearest("porgres"), "progress");
    assert_string_equal(nearest("LINT"), "lint");
}

TEST(the_beginning_of_a_long_word_finds_it)
{
    assert_string_equal(nearest("prog"), "progress");
}

TEST(a_different_word_finds_nothing)
{
    assert_null(nearest("exercise"));
    assert_null(nearest("x"));
    assert_null(nearest(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_slip_costs_one),
        cmocka_unit_test(a_slip_finds_its_word),
        cmocka_unit_test(the_beginning_of_a_long_word_finds_it),
        cmocka_unit_test(a_different_word_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
