#include "judge/assignment.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/suggest.h"
#include "judge/check.h"
#include "judge/host/protocol.h"

/* In the order of enum host_latency. */
static const char *const latencies[] = { "equal", "rising", "falling", "random", NULL };

/* ---- Parts ---- */

static const char *path_in(struct arena *arena, const char *dir, const char *name)
{
    return arena_printf(arena, "%s/%s", dir, name);
}

static const char **read_strings(struct json object, const char *key, struct arena *arena,
                                 size_t *ret_count)
{
    size_t count = json_count(object, key);
    const char **strings = arena_alloc(arena, count * sizeof(*strings));
    for (size_t i = 0; i < count; i++)
        strings[i] = json_as_string(json_item(object, key, i), arena);
    *ret_count = count;
    return strings;
}

static void read_network(struct json root, struct arena *arena, struct assignment *into)
{
    if (!json_has(root, "network"))
        return;
    struct json object = json_get(root, "network");
    json_keys(object, "simulated real");
    into->simulated = json_string(object, "simulated", arena);
    into->real = json_string(object, "real", arena);
}

static void read_limits(struct json root, struct limits *limits)
{
    *limits = (struct limits){ 64, 256, 16, 20000, 1, 10 };
    if (!json_has(root, "limits"))
        return;
    struct json object = json_get(root, "limits");
    json_keys(object, "stack_kb? memory_mb? output_mb? ticks? cpu_s? wall_s?");
    limits->stack_kb = json_int_or(object, "stack_kb", 16, 8192, limits->stack_kb);
    limits->memory_mb = json_int_or(object, "memory_mb", 16, 4096, limits->memory_mb);
    limits->output_mb = json_int_or(object, "output_mb", 1, 64, limits->output_mb);
    limits->ticks = json_int_or(object, "ticks", 10, 1000000, limits->ticks);
    limits->cpu_s = json_int_or(object, "cpu_s", 1, 60, limits->cpu_s);
    limits->wall_s = json_int_or(object, "wall_s", 2, 600, limits->wall_s);
}

static void read_verdict(struct json object, struct property *property)
{
    property->verdict = property->check->verdict;
    if (json_has(object, "verdict"))
        property->verdict = (enum verdict)json_choice(object, "verdict", verdict_words);
}

static void read_property(struct json object, struct arena *arena, struct property *property)
{
    json_keys(object, "id title broken check of? amount? verdict?");
    property->id = json_string(object, "id", arena);
    property->title = json_string(object, "title", arena);
    property->broken = json_string(object, "broken", arena);
    property->check = &check_table[json_choice(object, "check", check_names)];
    property->of = json_string_or(object, "of", arena, NULL);
    property->amount = json_int_or(object, "amount", 0, INT32_MAX, 0);
    read_verdict(object, property);
    if (property->check->needs_of && !property->of)
        json_fault(object, "the check \"%s\" needs an \"of\"", property->check->name);
}

static void read_properties(struct json root, struct arena *arena, struct assignment *into)
{
    struct json list = json_get(root, "properties");
    struct property *property = arena_alloc(arena, json_len(list) * sizeof(*into->properties));
    into->properties = property;
    into->property_count = json_len(list);
    for (struct json item = json_first(list); item.value; item = json_next(item))
        read_property(item, arena, property++);
}

/* ---- Schedules ---- */

static void read_values(struct json object, struct axis *axis, struct arena *arena)
{
    axis->count = json_count(object, "values");
    axis->values = arena_alloc(arena, axis->count * sizeof(*axis->values));
    for (size_t i = 0; i < axis->count; i++)
        axis->values[i] = json_as_int(json_item(object, "values", i), INT32_MIN, INT32_MAX);
}

static void read_axis(struct json object, struct axis *axis, struct arena *arena)
{
    json_keys(object, "number values");
    axis->name = json_string(object, "number", arena);
    if (strlen(axis->name) >= HOST_MAX_NAME)
        json_fault(object, "the name of a number has at most %d letters", HOST_MAX_NAME - 1);
    read_values(object, axis, arena);
    if (!axis->count)
        json_fault(object, "a number needs at least one value");
}

static int64_t latency_named(struct json word, struct arena *arena)
{
    const char *text = json_as_string(word, arena);
    for (int64_t i = 0; latencies[i]; i++) {
        if (strcmp(latencies[i], text) == 0)
            return i;
    }
    json_fault(word, "\"%s\" is none of equal, rising, falling, random", text);
    return 0;
}

static void read_latencies(struct json object, struct axis *axis, struct arena *arena)
{
    axis->name = HOST_LATENCY;
    axis->count = json_count(object, "latency");
    axis->values = arena_alloc(arena, axis->count * sizeof(*axis->values));
    for (size_t i = 0; i < axis->count; i++)
        axis->values[i] = latency_named(json_item(object, "latency", i), arena);
}

static void read_plan(struct json object, struct arena *arena, struct plan *plan)
{
    json_keys(object, "title numbers? latency? cancelled?");
    plan->title = json_string(object, "title", arena);
    plan->is_cancelled = json_bool_or(object, "cancelled", false);
    size_t count = json_count(object, "numbers");
    plan->axes = arena_alloc(arena, (count + 1) * sizeof(*plan->axes));
    for (size_t i = 0; i < count; i++)
        read_axis(json_item(object, "numbers", i), &plan->axes[i], arena);
    plan->axis_count = count;
    if (json_count(object, "latency"))
        read_latencies(object, &plan->axes[plan->axis_count++], arena);
    /* Seed and cancellation come on top. */
    if (plan->axis_count + 3 > HOST_MAX_NUMBERS)
        json_fault(object, "a schedule has at most %d numbers", HOST_MAX_NUMBERS - 4);
}

static void read_plans(struct json root, struct arena *arena, struct assignment *into)
{
    struct json list = json_get(root, "schedules");
    struct plan *plan = arena_alloc(arena, json_len(list) * sizeof(*into->plans));
    into->plans = plan;
    into->plan_count = json_len(list);
    if (!into->plan_count)
        json_fault(root, "an exercise needs at least one schedule");
    for (struct json item = json_first(list); item.value; item = json_next(item))
        read_plan(item, arena, plan++);
}

/* ---- The whole ---- */

static void read_root(struct json root, const char *dir, struct arena *arena,
                      struct assignment *into)
{
    json_keys(root, "id title signature header statement explanation given network? "
                    "properties schedules limits? hints");
    into->dir = dir;
    into->id = json_string(root, "id", arena);
    into->title = json_string(root, "title", arena);
    into->signature = json_string(root, "signature", arena);
    into->header = json_string(root, "header", arena);
    into->statement = path_in(arena, dir, json_string(root, "statement", arena));
    into->explanation = path_in(arena, dir, json_string(root, "explanation", arena));
    into->given = read_strings(root, "given", arena, &into->given_count);
    read_network(root, arena, into);
    into->hints = read_strings(root, "hints", arena, &into->hint_count);
    read_properties(root, arena, into);
    read_plans(root, arena, into);
    read_limits(root, &into->limits);
}

/* Compilers work elsewhere. */
static const char *absolute(const char *dir, struct arena *arena)
{
    char *path = realpath(dir, NULL);
    dir = arena_strdup(arena, path ? path : dir);
    free(path);
    return dir;
}

int assignment_load(const char *dir, struct arena *arena, struct assignment *ret_assignment,
                    struct diag *diag)
{
    struct json_doc doc;
    struct assignment assignment = { 0 };
    dir = absolute(dir, arena);
    const char *file = path_in(arena, dir, "exercise.json");
    if (json_open(&doc, file, diag))
        return -1;
    read_root(json_root(&doc), dir, arena, &assignment);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    if (!err)
        *ret_assignment = assignment;
    return err;
}
