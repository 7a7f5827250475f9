/* Every exercise of ours keeps what it promises, starter and kept solutions included. */
#include "check.h"

#include "judging.h"

TEST(fetch_urls)
{
    judging_expect_exercise("fetch-urls");
}

TEST(rate_limiter)
{
    judging_expect_exercise("rate-limiter");
}

TEST(producer_consumer)
{
    judging_expect_exercise("producer-consumer");
}

TEST(timeout)
{
    judging_expect_exercise("timeout");
}

TEST(retry)
{
    judging_expect_exercise("retry");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fetch_urls),
        cmocka_unit_test(rate_limiter),
        cmocka_unit_test(producer_consumer),
        cmocka_unit_test(timeout),
        cmocka_unit_test(retry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
