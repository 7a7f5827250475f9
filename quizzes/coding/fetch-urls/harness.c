/* Sites of a network, of which every answer takes the time that the schedule says. */
#include "fetch_urls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "network.h"

enum { MAX_URLS = 320, ALL_FAIL = -1 };

/* Of the running schedule. */
static struct {
    size_t n;
    size_t calls; /* of the learner's function, each with its share of the URLs */
    struct site sites[MAX_URLS];
    const char **arguments; /* `n`, and no more: who goes beyond is noticed */
    struct page *pages;
} net;

/* 0, or the error with which the server answers. */
static int error_of(size_t i)
{
    static const int errors[] = { -ECONNREFUSED, -ETIMEDOUT, -EHOSTUNREACH };
    int64_t fails = harness_number("fail", 0); /* the n-th from 1; 0: none; ALL_FAIL: all */
    bool is_hit = fails == ALL_FAIL || fails == (int64_t)i + 1;
    return is_hit ? errors[i % 3] : 0;
}

/* Of whom this is the URL: most often the very text that was handed out. n if it is
 * nobody's. */
static size_t find_site(const char *url)
{
    size_t i = 0;
    while (i < net.n && net.arguments[i] != url)
        i++;
    if (i < net.n)
        return i;
    for (i = 0; i < net.n && strcmp(net.sites[i].url, url) != 0;)
        i++;
    return i;
}

int(fetch)(const char *url, const char **ret_body, const char *site)
{
    size_t i = find_site(url);
    if (i == net.n)
        return async_raise(ASYNC_EVALUE, "nobody asked for '%s'", url);
    harness_note("begin", url, (int64_t)i + 1, site);
    int err = network_get(&net.sites[i], ret_body, site);
    harness_note("end", url, (int64_t)i + 1, site);
    return err;
}

static size_t first_of_call(size_t call)
{
    return call * net.n / net.calls;
}

static int64_t slowest_ms(size_t call)
{
    int64_t slowest = 0;
    for (size_t i = first_of_call(call); i < first_of_call(call + 1); i++) {
        if (net.sites[i].latency_ms > slowest)
            slowest = net.sites[i].latency_ms;
    }
    return slowest;
}

static void begin(void)
{
    int64_t ideal_ms = 0;
    net.n = (size_t)harness_number("size", 3);
    net.calls = (size_t)harness_number("calls", 1);
    net.arguments = calloc(net.n, sizeof(*net.arguments));
    net.pages = calloc(net.n, sizeof(*net.pages));
    for (size_t i = 0; i < net.n; i++) {
        struct site *site = &net.sites[i];
        *site = (struct site){ .latency_ms = harness_latency_ms(i, net.n), .err = error_of(i) };
        snprintf(site->text, sizeof(site->text), "welcome to site %zu", i + 1);
        net.arguments[i] = site->url;
        net.pages[i] = (struct page){ .err = 1 };
    }
    for (size_t i = 0; i < net.calls; i++)
        ideal_ms += slowest_ms(i);
    network_open(net.sites, net.n);
    harness_note("operations", NULL, (int64_t)net.n, NULL);
    harness_note("ideal", NULL, ideal_ms, NULL);
}

static int call(void *function)
{
    int (*fetch_all)(const char *const[], size_t, struct page[]) = function;
    int err = 0;
    for (size_t i = 0; i < net.calls && !err; i++) {
        size_t first = first_of_call(i);
        err = fetch_all(net.arguments + first, first_of_call(i + 1) - first, net.pages + first);
    }
    return err;
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
    free(net.arguments);
    free(net.pages);
    network_close();
}

const struct harness harness = {
    .symbol = "fetch_urls",
    .begin = begin,
    .call = call,
    .check = check,
};
