/* Clients that all want to run a job through one limiter. One of them may be cancelled on its way, and a
 * job may fail. */
#include "limiter.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

enum { MAX_CLIENTS = 64, NAME_BYTES = 16 };

typedef int run_fn(struct limiter *limiter, async_fn *job, void *arg);

struct client {
    int64_t number; /* from 1 */
    char name[NAME_BYTES];
    struct async_task *task;
    struct async_handle canceller;
    bool has_run;      /* its job was called */
    bool is_cancelled; /* in time */
    int returned;      /* by its job */
};

/* Of the running schedule. */
static struct {
    size_t n, limit;
    struct client clients[MAX_CLIENTS];
    struct limiter *limiter;
    run_fn *run;
    int64_t begun; /* jobs so far */
} scene;

static bool is_victim(const struct client *client)
{
    return client->number == harness_number("victim", 0);
}

static int64_t arrival_ms(size_t i)
{
    return (int64_t)i * harness_number("every_ms", 0);
}

/* ---- Jobs and clients ---- */

static int job(void *arg)
{
    struct client *client = arg;
    client->has_run = true;
    harness_note("begin", client->name, client->number, NULL);
    if (!harness_number("victim", 0))
        harness_expect("turn", client->name, ++scene.begun, client->number);
    int err = (async_sleep)(harness_latency_ms((size_t)client->number - 1, scene.n), NULL);
    harness_note("end", client->name, client->number, NULL);
    if (!err && client->number == harness_number("fail", 0))
        err = -EIO;
    client->returned = err;
    return err;
}

static void expect_result(const struct client *client, int returned)
{
    if (client->is_cancelled)
        harness_expect("cancelled", client->name, ASYNC_ECANCELED, returned);
    else
        harness_expect("returned", client->name, client->returned, returned);
}

static int visit(void *arg)
{
    struct client *client = arg;
    int err = (async_sleep)(arrival_ms((size_t)client->number - 1), NULL);
    if (err)
        return err;
    expect_result(client, scene.run(scene.limiter, job, client));
    return 0;
}

static void cancel(void *arg)
{
    struct client *client = arg;
    client->is_cancelled = async_task_cancel(client->task, NULL);
}

static int start(struct client *client)
{
    client->task = (async_create_task)((async_coro)(visit, client, client->name, NULL), NULL);
    if (!client->task)
        return ASYNC_ENOMEM;
    if (!is_victim(client))
        return 0;
    return async_call_later(&client->canceller, harness_number("victim_ms", 0), cancel, client);
}

/* ---- The scene ---- */

/* When all jobs are done if each begins as soon as it may. */
static int64_t ideal_ms(void)
{
    int64_t free_ms[MAX_CLIENTS] = { 0 }, last_ms = 0;
    for (size_t i = 0; i < scene.n; i++) {
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
    scene.limit = (size_t)harness_number("limit", 1);
    for (size_t i = 0; i < scene.n; i++) {
        scene.clients[i].number = (int64_t)i + 1;
        snprintf(scene.clients[i].name, NAME_BYTES, "client %zu", i + 1);
    }
    if (harness_number("victim", 0))
        return;
    harness_note("operations", NULL, (int64_t)scene.n, NULL);
    harness_note("ideal", NULL, ideal_ms(), NULL);
}

static int wait_for_clients(void)
{
    int err = 0;
    for (size_t i = 0; i < scene.n && !err; i++) {
        struct async_future *future = async_task_future(scene.clients[i].task);
        err = async_wait(&future, 1, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
        async_task_release(scene.clients[i].task);
    }
    return err;
}

static int call(void *function)
{
    struct limiter *(*create)(size_t) = harness_symbol("limiter_create");
    void (*destroy)(struct limiter *) = harness_symbol("limiter_destroy");
    scene.run = function;
    scene.limiter = create(scene.limit);
    harness_expect("created", "limiter_create()", 1, scene.limiter != NULL);
    if (!scene.limiter)
        return ASYNC_ENOMEM;
    int err = 0;
    for (size_t i = 0; i < scene.n && !err; i++)
        err = start(&scene.clients[i]);
    if (!err)
        err = wait_for_clients();
    destroy(scene.limiter);
    return err;
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
