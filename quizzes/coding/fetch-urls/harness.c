/* Sites of a network, of which every answer takes the time that the schedule says. */
#include "fetch_urls.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "network.h"

enum { MAX_URLS = 64, ALL_FAIL = -1 };

/* Of the running schedule. */
static struct {
    size_t n;
    struct site sites[MAX_URLS];
    const char *arguments[MAX_URLS];
    struct page pages[MAX_URLS];
} net;

/* 0, or the error with which the server answers. */
static int error_of(size_t i)
{
    static const int errors[] = { -ECONNREFUSED, -ETIMEDOUT, -EHOSTUNREACH };
    int64_t fails = harness_number("fail", 0); /* the n-th from 1; 0: none; ALL_FAIL: all */
    bool is_hit = fails == ALL_FAIL || fails == (int64_t)i + 1;
    return is_hit ? errors[i % 3] : 0;
}

int(fetch)(const char *url, const char **ret_body, const char *site)
{
    size_t i = 0;
    while (i < net.n && strcmp(net.sites[i].url, url) != 0)
        i++;
    if (i == net.n)
        return async_raise(ASYNC_EVALUE, "nobody asked for '%s'", url);
    harness_note("begin", url, (int64_t)i + 1, site);
    int err = network_get(&net.sites[i], ret_body, site);
    harness_note("end", url, (int64_t)i + 1, site);
    return err;
}

static void begin(void)
{
    int64_t slowest_ms = 0;
    net.n = (size_t)harness_number("size", 3);
    for (size_t i = 0; i < net.n; i++) {
        struct site *site = &net.sites[i];
        *site = (struct site){ .latency_ms = harness_latency_ms(i, net.n), .err = error_of(i) };
        snprintf(site->text, sizeof(site->text), "welcome to site %zu", i + 1);
        net.arguments[i] = site->url;
        net.pages[i] = (struct page){ .err = 1 };
        if (site->latency_ms > slowest_ms)
            slowest_ms = site->latency_ms;
    }
    network_open(net.sites, net.n);
    harness_note("operations", NULL, (int64_t)net.n, NULL);
    harness_note("ideal", NULL, slowest_ms, NULL);
}

static int call(void *function)
{
    int (*fetch_all)(const char *const[], size_t, struct page[]) = function;
    return fetch_all(net.arguments, net.n, net.pages);
}

/* The number of the text, from 1; 0 for none of ours. */
static int64_t number_of(const char *body)
{
    for (size_t i = 0; body && i < net.n; i++) {
        if (strcmp(net.sites[i].text, body) == 0)
            return (int64_t)i + 1;
    }
    return 0;
}

static void check(int returned)
{
    harness_expect("returned", "fetch_urls()", 0, returned);
    for (size_t i = 0; i < net.n; i++) {
        const struct site *site = &net.sites[i];
        harness_expect("error", site->url, site->err, net.pages[i].err);
        if (!site->err)
            harness_expect("body", site->url, (int64_t)i + 1, number_of(net.pages[i].body));
    }
    network_close();
}

const struct harness harness = {
    .symbol = "fetch_urls",
    .begin = begin,
    .call = call,
    .check = check,
};
