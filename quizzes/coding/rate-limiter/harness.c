/* Clients that all want to run a job through a limiter, which they share or not. One of them may
 * be cancelled on its way, and a job may fail. */
#include "limiter.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

enum { MAX_CLIENTS = 128, MAX_LIMITERS = 2, NAME_BYTES = 16, LAST_TICKS = 8 };

typedef int run_fn(struct limiter *limiter, async_fn *job, void *arg);

struct client {
    int64_t number; /* from 1 */
    char name[NAME_BYTES];
    struct async_task *task;
    struct async_handle canceller;
    int64_t ticks_left; /* to its cancellation */
    int64_t cancelled_ms;
    bool has_run;      /* its job was called */
    bool is_over;      /* and has ended */
    bool is_cancelled; /* before that */
    int returned;      /* by its job */
};

/* Of the running schedule. */
static struct {
    size_t n;
    size_t limit; /* of each limiter */
    size_t limiter_count;
    struct client clients[MAX_CLIENTS];
    struct limiter *limiters[MAX_LIMITERS];
    run_fn *run;
} scene;

static bool is_victim(const struct client *client)
{
    return client->number == harness_number("victim", 0);
}

static int64_t arrival_ms(size_t i)
{
    return (int64_t)i * harness_number("every_ms", 0);
}

static size_t limiter_of(size_t i)
{
    return i % scene.limiter_count;
}

/* ---- Jobs and clients ---- */

/* The first of those who wait for the same limiter. */
static int64_t next_in_line(const struct client *client)
{
    size_t i = limiter_of((size_t)client->number - 1);
    while (scene.clients[i].has_run || scene.clients[i].is_cancelled)
        i += scene.limiter_count;
    return scene.clients[i].number;
}

static int job(void *arg)
{
    struct client *client = arg;
    harness_note("begin", client->name, client->number, NULL);
    /* Who comes in the very moment in which there is room may have it. */
    if (!harness_number("ticks", 0) && !client->has_run && !client->is_cancelled)
        harness_expect("turn", client->name, next_in_line(client), client->number);
    client->has_run = true;
    int err = (async_sleep)(harness_latency_ms((size_t)client->number - 1, scene.n), NULL);
    harness_note("end", client->name, client->number, NULL);
    if (!err && client->number == harness_number("fail", 0))
        err = -EIO;
    client->is_over = true;
    client->returned = err;
    return err;
}

static void expect_result(const struct client *client, int returned)
{
    if (!client->is_cancelled) {
        harness_expect("returned", client->name, client->returned, returned);
        return;
    }
    harness_expect("cancelled", client->name, ASYNC_ECANCELED, returned);
    harness_expect("at-once", client->name, 0, async_time_ms() - client->cancelled_ms);
}

static int visit(void *arg)
{
    struct client *client = arg;
    size_t i = (size_t)client->number - 1;
    int err = (async_sleep)(arrival_ms(i), NULL);
    for (int64_t left = harness_number("ticks", 0); left > 0 && !err; left--)
        err = (async_sleep)(0, NULL);
    if (err)
        return err;
    expect_result(client, scene.run(scene.limiters[limiter_of(i)], job, client));
    return 0;
}

/* Whose job is over is left alone: what limiter_run() then returns is its own affair. */
static void cancel(void *arg)
{
    struct client *client = arg;
    if (client->ticks_left-- > 0) {
        async_call_soon(&client->canceller, cancel, client);
        return;
    }
    client->is_cancelled = !client->is_over && async_task_cancel(client->task, NULL);
    client->cancelled_ms = async_time_ms();
}

static int start(struct client *client)
{
    client->task = (async_create_task)((async_coro)(visit, client, client->name, NULL), NULL);
    if (!client->task)
        return ASYNC_ENOMEM;
    if (!is_victim(client))
        return 0;
    client->ticks_left = harness_number("victim_ticks", 0);
    return async_call_later(&client->canceller, harness_number("victim_ms", 0), cancel, client);
}

/* ---- The scene ---- */

/* When all jobs of a limiter are done if each begins as soon as it may. */
static int64_t ideal_ms(size_t limiter)
{
    int64_t free_ms[MAX_CLIENTS] = { 0 }, last_ms = 0;
    for (size_t i = limiter; i < scene.n; i += scene.limiter_count) {
        size_t place = 0;
        for (size_t k = 1; k < scene.limit; k++) {
            if (free_ms[k] < free_ms[place])
                place = k;
        }
        int64_t begin_ms = arrival_ms(i) > free_ms[place] ? arrival_ms(i) : free_ms[place];
        free_ms[place] = begin_ms + harness_latency_ms(i, scene.n);
        if (free_ms[place] > last_ms)
            last_ms = free_ms[place];
    }
    return last_ms;
}

static void begin(void)
{
    memset(&scene, 0, sizeof(scene));
    scene.n = (size_t)harness_number("clients", 1);
    scene.limiter_count = (size_t)harness_number("limiters", 1);
    scene.limit = (size_t)harness_number("limit", 1) / scene.limiter_count;
    for (size_t i = 0; i < scene.n; i++) {
        scene.clients[i].number = (int64_t)i + 1;
        snprintf(scene.clients[i].name, NAME_BYTES, "client %zu", i + 1);
    }
    if (harness_number("victim", 0))
        return;
    harness_note("operations", NULL, (int64_t)scene.n, NULL);
    int64_t longest_ms = 0;
    for (size_t i = 0; i < scene.limiter_count; i++)
        longest_ms = ideal_ms(i) > longest_ms ? ideal_ms(i) : longest_ms;
    harness_note("ideal", NULL, longest_ms, NULL);
}

static int wait_for_clients(void)
{
    int err = 0;
    for (size_t i = 0; i < scene.n && !err; i++) {
        struct async_future *future = async_task_future(scene.clients[i].task);
        err = async_wait(&future, 1, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
        async_task_release(scene.clients[i].task);
        async_handle_cancel(&scene.clients[i].canceller);
    }
    return err;
}

static int create_limiters(void)
{
    struct limiter *(*create)(size_t) = harness_symbol("limiter_create");
    for (size_t i = 0; i < scene.limiter_count; i++) {
        scene.limiters[i] = create(scene.limit);
        harness_expect("created", "limiter_create()", 1, scene.limiters[i] != NULL);
        if (!scene.limiters[i])
            return ASYNC_ENOMEM;
    }
    return 0;
}

/* Destroying cannot await; tasks that belong to the limiter get some ticks to end. */
static int destroy_limiters(void)
{
    void (*destroy)(struct limiter *) = harness_symbol("limiter_destroy");
    int err = 0;
    for (size_t i = 0; i < scene.limiter_count; i++)
        destroy(scene.limiters[i]);
    for (int i = 0; i < LAST_TICKS && !err; i++)
        err = (async_sleep)(0, NULL);
    return err;
}

static int call(void *function)
{
    scene.run = function;
    int err = create_limiters();
    for (size_t i = 0; i < scene.n && !err; i++)
        err = start(&scene.clients[i]);
    if (!err)
        err = wait_for_clients();
    return err ? err : destroy_limiters();
}

static void check(int returned)
{
    for (size_t i = 0; i < scene.n; i++) {
        const struct client *client = &scene.clients[i];
        if (!client->is_cancelled)
            harness_expect("run", client->name, 1, client->has_run);
    }
}

const struct harness harness = {
    .symbol = "limiter_run",
    .begin = begin,
    .call = call,
    .check = check,
};
