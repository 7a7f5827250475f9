/* Two people, who answer as late as the schedule says. */
#include "ask_both.h"

#include "harness.h"

enum { PEOPLE = 2 };

static int sum;

static int number_of(int person)
{
    return 10 + (int)harness_random((size_t)person, 90);
}

int(ask)(int person, int *ret_number, const char *site)
{
    if (person < 1 || person > PEOPLE)
        return async_raise(ASYNC_EVALUE, "there is no person %d", person);
    harness_note("begin", person == 1 ? "person 1" : "person 2", person, site);
    int err = (async_sleep)(harness_latency_ms((size_t)person - 1, PEOPLE), site);
    harness_note("end", person == 1 ? "person 1" : "person 2", person, site);
    if (!err)
        *ret_number = number_of(person);
    return err;
}

static void begin(void)
{
    int64_t first_ms = harness_latency_ms(0, PEOPLE), second_ms = harness_latency_ms(1, PEOPLE);
    sum = 0;
    harness_note("operations", NULL, PEOPLE, NULL);
    harness_note("ideal", NULL, first_ms > second_ms ? first_ms : second_ms, NULL);
}

static int call(void *function)
{
    int (*ask_them)(int *ret_sum) = function;
    return ask_them(&sum);
}

static void check(int returned)
{
    harness_expect("returned", "ask_both()", 0, returned);
    harness_expect("sum", "ask_both()", number_of(1) + number_of(2), sum);
}

const struct harness harness = {
    .symbol = "ask_both",
    .begin = begin,
    .call = call,
    .check = check,
};
