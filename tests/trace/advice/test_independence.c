/* What the text answers where a trace that a program makes would hardly ask. */
#include "check.h"

#include "scratch.h"
#include "trace/advice/independence.h"

static const char below[] =
    "static int wait(void *arg)\n"
    "{\n"
    "    return async_sleep(1);\n"
    "}\n"
    "static int begin(void *arg)\n"
    "{\n"
    "    int err = async_await(async_coro(wait, \"a\"), NULL);\n"
    "    return err ? err : async_await(async_coro(wait, \"b\"), NULL);\n"
    "}\n";

static int setup(void **state)
{
    static struct scratch dir;
    dir = scratch_make();
    free(scratch_file(&dir, "one.c", below));
    free(scratch_file(&dir, "other.c", below));
    *state = &dir;
    return 0;
}

static int teardown(void **state)
{
    scratch_remove(*state);
    return 0;
}

static bool is_free_of(const struct scratch *dir, const char *first, const char *await)
{
    struct sources sources = { .home = dir->path };
    bool is_free =
        independence_in_line(&sources, (struct independence_await){ NULL, first, first },
                             (struct independence_await){ NULL, await, await });
    sources_finish(&sources);
    return is_free;
}

TEST(awaits_of_one_function_are_free_of_each_other)
{
    assert_true(is_free_of(*state, "one.c:7", "one.c:8"));
    assert_false(is_free_of(*state, "one.c:8", "one.c:7"));
}

/* A function that is called directly may be of another file. */
TEST(await_of_another_file_is_not_taken_for_one_that_stands_on_its_line_here)
{
    assert_false(is_free_of(*state, "other.c:7", "one.c:8"));
}

TEST(await_that_is_not_in_the_text_is_not_free)
{
    assert_false(is_free_of(*state, "one.c:99", "one.c:8"));
    assert_false(is_free_of(*state, "none.c:7", "none.c:8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awaits_of_one_function_are_free_of_each_other, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            await_of_another_file_is_not_taken_for_one_that_stands_on_its_line_here, setup,
            teardown),
        cmocka_unit_test_setup_teardown(await_that_is_not_in_the_text_is_not_free, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
