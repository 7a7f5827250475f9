/* Producers that make a number of items each, and a count of what is between them and the consumers. */
#include "pipeline.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

enum { MAX_ITEMS = 128, MAX_PRODUCERS = 40, NAME_BYTES = 16 };

struct item {
    int64_t number; /* from 1 */
    char name[NAME_BYTES];
    bool is_made, is_used;
};

/* Of the running schedule. */
static struct {
    size_t producers, consumers, room, each, times;
    struct item items[MAX_ITEMS];
    size_t first;               /* item of the running call of run_pipeline() */
    size_t made[MAX_PRODUCERS]; /* in it, by each producer */
    bool is_busy[MAX_PRODUCERS];
    int64_t waiting, most_waiting; /* made, and nobody has begun to use them */
    bool has_failed;
    int64_t failed_ms;
} scene;

/* Items of one call. */
static size_t total(void)
{
    return scene.producers * scene.each;
}

static int64_t use_ms(size_t i)
{
    return harness_latency_ms(i % total(), total());
}

static int fail(int code, const struct item *item, const char *what)
{
    if (!scene.has_failed)
        scene.failed_ms = async_time_ms();
    scene.has_failed = true;
    return async_raise(code, "%s cannot be %s", item->name, what);
}

static void add_waiting(const struct item *item)
{
    /* What fits in between, and one in the hands of each producer. */
    int64_t most = (int64_t)(scene.room + scene.producers);
    scene.waiting++;
    if (scene.waiting > scene.most_waiting)
        scene.most_waiting = scene.waiting;
    harness_expect("room", item->name, scene.waiting < most ? scene.waiting : most,
                   scene.waiting);
}

int(produce)(size_t producer, struct item **ret_item, const char *site)
{
    if (producer >= scene.producers)
        return async_raise(ASYNC_EVALUE, "there is no producer %zu", producer);
    harness_expect("one-item", "produce()", 0, scene.is_busy[producer]);
    scene.is_busy[producer] = true;
    int err = (async_sleep)(harness_number("make_ms", 1), site);
    scene.is_busy[producer] = false;
    if (err)
        return err;
    *ret_item = NULL;
    if (scene.made[producer] == scene.each)
        return 0;
    struct item *item =
        &scene.items[scene.first + producer * scene.each + scene.made[producer]++];
    if (harness_number("make_fails", 0) == item->number)
        return fail(-EIO, item, "made");
    item->is_made = true;
    *ret_item = item;
    add_waiting(item);
    return 0;
}

int(consume)(struct item *item, const char *site)
{
    if (item < scene.items || item >= scene.items + MAX_ITEMS || !item->is_made)
        return async_raise(ASYNC_EVALUE, "this is no item");
    scene.waiting--;
    harness_note("begin", item->name, item->number, site);
    int err = (async_sleep)(use_ms((size_t)item->number - 1), site);
    harness_note("end", item->name, item->number, site);
    if (!err && harness_number("use_fails", 0) == item->number)
        err = fail(-ENOSPC, item, "used");
    if (!err)
        item->is_used = true;
    return err;
}

/* ---- The scene ---- */

static bool is_failing(void)
{
    return harness_number("make_fails", 0) || harness_number("use_fails", 0);
}

/* Long enough for whoever lets all consumers work: Graham's bound for lists of jobs, behind the making of
 * them. */
static int64_t enough_ms(void)
{
    int64_t sum_ms = 0, longest_ms = 0;
    int64_t making_ms = (int64_t)(scene.each + 1) * harness_number("make_ms", 1);
    for (size_t i = 0; i < total(); i++) {
        sum_ms += use_ms(i);
        if (use_ms(i) > longest_ms)
            longest_ms = use_ms(i);
    }
    return making_ms + sum_ms / (int64_t)scene.consumers + (sum_ms ? longest_ms : 0);
}

/* How many items wait at least once, where making them takes no time to speak of: they pile up
 * before the first is used up. */
static int64_t pile(void)
{
    size_t left = total() > scene.consumers ? total() - scene.consumers : 0;
    return (int64_t)(left < scene.room ? left : scene.room);
}

static void begin(void)
{
    memset(&scene, 0, sizeof(scene));
    scene.producers = (size_t)harness_number("producers", 1);
    scene.consumers = (size_t)harness_number("consumers", 1);
    scene.room = (size_t)harness_number("room", 1);
    scene.each = (size_t)harness_number("each", 3);
    scene.times = (size_t)harness_number("times", 1);
    for (size_t i = 0; i < total() * scene.times; i++) {
        scene.items[i].number = (int64_t)i + 1;
        snprintf(scene.items[i].name, NAME_BYTES, "item %zu", i + 1);
    }
    if (is_failing())
        return;
    harness_note("operations", NULL, (int64_t)(total() * scene.times), NULL);
    harness_note("ideal", NULL, enough_ms() * (int64_t)scene.times, NULL);
}

static int call(void *function)
{
    int (*run)(size_t, size_t, size_t) = function;
    for (;;) {
        int err = run(scene.producers, scene.consumers, scene.room);
        if (scene.has_failed)
            harness_expect("at-once", "run_pipeline()", 0, async_time_ms() - scene.failed_ms);
        if (err || --scene.times == 0)
            return err;
        scene.first += total();
        memset(scene.made, 0, sizeof(scene.made));
    }
}

static void check(int returned)
{
    int wanted = harness_number("make_fails", 0)  ? -EIO
                 : harness_number("use_fails", 0) ? -ENOSPC
                                                  : 0;
    harness_expect("returned", "run_pipeline()", wanted, returned);
    if (is_failing())
        return;
    for (size_t i = 0; i < scene.first + total(); i++)
        harness_expect("used", scene.items[i].name, 1, scene.items[i].is_used);
    if (harness_number("make_ms", 1) == 1)
        harness_expect("roomy", "run_pipeline()", pile(),
                       scene.most_waiting < pile() ? scene.most_waiting : pile());
}

const struct harness harness = {
    .symbol = "run_pipeline",
    .begin = begin,
    .call = call,
    .check = check,
};
