#include "check.h"

#include "judging.h"

TEST(starter_and_kept_solutions_get_the_verdicts_they_should)
{
    judging_expect_exercise("retry");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starter_and_kept_solutions_get_the_verdicts_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
