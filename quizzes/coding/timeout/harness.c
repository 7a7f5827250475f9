/* Mirrors that answer, fail, or are too slow. What each does is a digit of the schedule's number
 * `mirrors`. */
#include "fetch_first.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

enum { MAX_MIRRORS = 8, TEXT_BYTES = 32, SLOW_MS = 5000 };

enum mirror { MIRROR_ANSWERS = 1, MIRROR_FAILS, MIRROR_IS_SLOW, MIRROR_FAILS_LATE };

/* Of the running schedule. */
static struct {
    size_t n;
    enum mirror kinds[MAX_MIRRORS];
    char urls[MAX_MIRRORS][TEXT_BYTES];
    char bodies[MAX_MIRRORS][TEXT_BYTES];
    const char *arguments[MAX_MIRRORS];
    int asked; /* calls of fetch(), by the running call of fetch_first() */
    const char *body;
} net;

static int64_t limit_ms(void)
{
    return harness_number("limit_ms", 200);
}

static int64_t latency_ms(size_t i)
{
    bool is_slow = net.kinds[i] == MIRROR_IS_SLOW || net.kinds[i] == MIRROR_FAILS_LATE;
    return is_slow ? SLOW_MS : harness_latency_ms(i, net.n);
}

/* How long it may take at most. */
static int64_t wanted_ms(size_t i)
{
    return latency_ms(i) < limit_ms() ? latency_ms(i) : limit_ms();
}

/* What asking this mirror for the time allowed comes to. */
static int outcome(size_t i)
{
    switch (net.kinds[i]) {
    case MIRROR_ANSWERS:
        return 0;
    case MIRROR_FAILS:
        return i % 2 ? -ECONNREFUSED : -EHOSTUNREACH;
    default:
        return ASYNC_ETIMEDOUT;
    }
}

static int answer_of(size_t i, const char **ret_body)
{
    if (net.kinds[i] == MIRROR_FAILS || net.kinds[i] == MIRROR_FAILS_LATE)
        return async_raise(outcome(i) == ASYNC_ETIMEDOUT ? -ECONNRESET : outcome(i),
                           "%s has failed", net.urls[i]);
    *ret_body = net.bodies[i];
    return 0;
}

int(fetch)(const char *url, const char **ret_body, const char *site)
{
    size_t i = 0;
    while (i < net.n && strcmp(net.urls[i], url) != 0)
        i++;
    if (i == net.n)
        return async_raise(ASYNC_EVALUE, "'%s' is none of the mirrors", url);
    net.asked++;
    int64_t began_ms = async_time_ms();
    harness_note("begin", url, (int64_t)i + 1, site);
    harness_expect("order", url, net.asked, (int64_t)i + 1);
    int err = (async_sleep)(latency_ms(i), site);
    int64_t took_ms = async_time_ms() - began_ms;
    harness_note("end", url, (int64_t)i + 1, site);
    harness_expect("limit", url, wanted_ms(i), took_ms);
    return err ? err : answer_of(i, ret_body);
}

/* How many mirrors have to be asked. */
static size_t needed(void)
{
    size_t n = 1;
    while (n < net.n && outcome(n - 1))
        n++;
    return n;
}

static size_t count_digits(int64_t number)
{
    return number ? 1 + count_digits(number / 10) : 0;
}

static void make_mirrors(int64_t kinds)
{
    net.n = count_digits(kinds);
    for (size_t i = net.n; i-- > 0; kinds /= 10) {
        net.kinds[i] = (enum mirror)(kinds % 10);
        snprintf(net.urls[i], TEXT_BYTES, "http://mirror-%zu.test/", i + 1);
        snprintf(net.bodies[i], TEXT_BYTES, "welcome to mirror %zu", i + 1);
        net.arguments[i] = net.urls[i];
    }
}

static void begin(void)
{
    int64_t ideal_ms = 0;
    memset(&net, 0, sizeof(net));
    make_mirrors(harness_number("mirrors", 1));
    for (size_t i = 0; i < needed(); i++)
        ideal_ms += wanted_ms(i);
    harness_note("ideal", NULL, ideal_ms * harness_number("times", 1), NULL);
}

static void check(int returned)
{
    size_t last = needed() - 1;
    harness_expect("asked", "fetch_first()", (int64_t)last + 1, net.asked);
    harness_expect("returned", "fetch_first()", outcome(last), returned);
    if (!returned)
        harness_expect("body", net.urls[last], 1,
                       net.body && strcmp(net.body, net.bodies[last]) == 0);
}

static int call(void *function)
{
    int (*fetch_it)(const char *const[], size_t, int64_t, const char **) = function;
    int64_t times = harness_number("times", 1);
    for (;;) {
        net.asked = 0;
        net.body = NULL;
        int err = fetch_it(net.arguments, net.n, limit_ms(), &net.body);
        if (err == ASYNC_ECANCELED || --times == 0)
            return err;
        check(err);
    }
}

const struct harness harness = {
    .symbol = "fetch_first",
    .begin = begin,
    .call = call,
    .check = check,
};
