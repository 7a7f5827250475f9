/* An operation that fails as often as the schedule says. */
#include "retry.h"

#include "harness.h"

/* Of the running call of retry(). */
static struct {
    int calls;
    int64_t ended_ms; /* of the last one */
} tried;

/* Before the second try. */
static int64_t first_pause_ms(void)
{
    return harness_number("pause_ms", 100);
}

bool is_temporary(int err)
{
    return err == -ECONNREFUSED || err == -EAGAIN || err == ASYNC_ETIMEDOUT;
}

/* How the n-th call ends, from 1. */
static int outcome(int n)
{
    static const int temporary[] = { -ECONNREFUSED, -EAGAIN, ASYNC_ETIMEDOUT };
    if (n == harness_number("breaks", 0))
        return -ENOENT;
    return n <= harness_number("fails", 0) ? temporary[n % 3] : 0;
}

static int64_t latency_ms(int n)
{
    return harness_latency_ms((size_t)n - 1, (size_t)harness_number("tries", 1));
}

static int operation(void *arg)
{
    int n = ++tried.calls;
    harness_expect("argument", "the operation", 1, arg == &tried);
    if (n > 1)
        harness_expect("pause", "retry()", first_pause_ms() << (n - 2),
                       async_time_ms() - tried.ended_ms);
    harness_note("begin", "the operation", n, NULL);
    int err = (async_sleep)(latency_ms(n), NULL);
    tried.ended_ms = async_time_ms();
    harness_note("end", "the operation", n, NULL);
    if (err)
        return err;
    return outcome(n) ? async_raise(outcome(n), "the operation failed") : 0;
}

/* How many calls there ought to be. */
static int needed(void)
{
    int tries = (int)harness_number("tries", 1), n = 1;
    while (n < tries && is_temporary(outcome(n)))
        n++;
    return n;
}

static void begin(void)
{
    int64_t ideal_ms = 0;
    for (int n = 1; n <= needed(); n++)
        ideal_ms += latency_ms(n) + (n > 1 ? first_pause_ms() << (n - 2) : 0);
    harness_note("ideal", NULL, ideal_ms * harness_number("times", 1), NULL);
}

static void check(int returned)
{
    harness_expect("calls", "retry()", needed(), tried.calls);
    harness_expect("returned", "retry()", outcome(needed()), returned);
}

static int call(void *function)
{
    int (*retry_it)(async_fn *, void *, int, int64_t) = function;
    int64_t times = harness_number("times", 1);
    for (;;) {
        tried.calls = 0;
        int err =
            retry_it(operation, &tried, (int)harness_number("tries", 1), first_pause_ms());
        if (err == ASYNC_ECANCELED || --times == 0)
            return err;
        check(err);
    }
}

const struct harness harness = {
    .symbol = "retry",
    .begin = begin,
    .call = call,
    .check = check,
};
