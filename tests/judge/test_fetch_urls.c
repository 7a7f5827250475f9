/* The exercise fetch-urls keeps what it promises. */
#include "check.h"

#include "judging.h"

static const char exercise[] = "fetch-urls";

TEST(the_starter_compiles_and_fails)
{
    judging_run_glob((struct judging){ .exercise = exercise, .look = judging_expect_failure },
                     "quizzes/coding/fetch-urls/starter.c");
}

TEST(right_solutions_pass_under_sanitizers_too)
{
    judging_run_glob((struct judging){ .exercise = exercise, .look = judging_expect_pass },
                     "quizzes/coding/fetch-urls/accepted/*.c");
}

TEST(right_solutions_pass_on_any_seed)
{
    for (uint64_t seed = 1; seed <= 4; seed++)
        judging_run_glob((struct judging){ .exercise = exercise,
                                           .is_quick = true,
                                           .seed = seed,
                                           .look = judging_expect_pass },
                         "quizzes/coding/fetch-urls/accepted/*.c");
}

TEST(wrong_solutions_get_the_verdict_that_they_declare)
{
    judging_run_glob((struct judging){ .exercise = exercise, .look = judging_expect_declared },
                     "quizzes/coding/fetch-urls/rejected/*.c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_starter_compiles_and_fails),
        cmocka_unit_test(right_solutions_pass_under_sanitizers_too),
        cmocka_unit_test(right_solutions_pass_on_any_seed),
        cmocka_unit_test(wrong_solutions_get_the_verdict_that_they_declare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
