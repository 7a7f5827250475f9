#include "judge/schedules.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/sentence.h"

enum { MAX_CANCELLED = 24 }; /* of one schedule: enough for each suspension of a small run */

static void set(struct schedule *schedule, const char *name, int64_t value)
{
    struct host_schedule *wire = &schedule->wire;
    snprintf(wire->numbers[wire->len].name, HOST_MAX_NAME, "%s", name);
    wire->numbers[wire->len++].value = value;
}

int64_t schedule_number(const struct schedule *schedule, const char *name)
{
    for (size_t i = 0; name && i < schedule->wire.len; i++) {
        if (strcmp(schedule->wire.numbers[i].name, name) == 0)
            return schedule->wire.numbers[i].value;
    }
    return 0;
}

static struct schedule *add(struct schedules *schedules)
{
    schedules->items = mem_grow(schedules->items, &schedules->cap, schedules->count + 1,
                                sizeof(*schedules->items));
    struct schedule *schedule = &schedules->items[schedules->count++];
    *schedule = (struct schedule){ 0 };
    return schedule;
}

/* The n-th combination of the plan's axes, the last one changing fastest. */
static void set_axes(struct schedule *schedule, const struct plan *plan, size_t n)
{
    for (size_t i = plan->axis_count; i-- > 0;) {
        const struct axis *axis = &plan->axes[i];
        set(schedule, axis->name, axis->values[n % axis->count]);
        n /= axis->count;
    }
}

static size_t combinations(const struct plan *plan)
{
    size_t count = 1;
    for (size_t i = 0; i < plan->axis_count; i++)
        count *= plan->axes[i].count;
    return count;
}

/* What the plan says, and the latencies if it says anything about them. */
static const char *title_of(const struct schedule *schedule, struct arena *arena)
{
    static const char *const latencies[] = {
        [HOST_LATENCY_EQUAL] = "all take equally long",
        [HOST_LATENCY_RISING] = "the first is the fastest",
        [HOST_LATENCY_FALLING] = "the last is the fastest",
        [HOST_LATENCY_RANDOM] = "random latencies",
    };
    const char *title = sentence_fill(arena, schedule->plan->title, NULL, schedule);
    for (size_t i = 0; i < schedule->plan->axis_count; i++) {
        if (strcmp(schedule->plan->axes[i].name, HOST_LATENCY) == 0)
            return arena_printf(arena, "%s; %s", title,
                                latencies[schedule_number(schedule, HOST_LATENCY)]);
    }
    return title;
}

void schedules_make(const struct assignment *assignment, uint64_t seed, struct arena *arena,
                    struct schedules *ret_schedules)
{
    *ret_schedules = (struct schedules){ 0 };
    for (size_t p = 0; p < assignment->plan_count; p++) {
        const struct plan *plan = &assignment->plans[p];
        for (size_t n = 0; n < combinations(plan); n++) {
            struct schedule *schedule = add(ret_schedules);
            schedule->plan = plan;
            set_axes(schedule, plan, n);
            set(schedule, HOST_SEED, (int64_t)(seed * 1000003 + ret_schedules->count));
            schedule->title = title_of(schedule, arena);
        }
    }
}

void schedules_finish(struct schedules *schedules)
{
    free(schedules->items);
    *schedules = (struct schedules){ 0 };
}

void schedules_add_cancelled(struct schedules *schedules, size_t index,
                             const struct facts *facts, struct arena *arena)
{
    size_t count = facts->moment_count < MAX_CANCELLED ? facts->moment_count : MAX_CANCELLED;
    for (size_t i = 0; i < count; i++) {
        struct moment moment = facts->moments[i];
        struct schedule *schedule = add(schedules);
        *schedule = schedules->items[index];
        set(schedule, HOST_CANCEL_MS, moment.ms);
        set(schedule, HOST_CANCEL_TICKS, moment.ticks);
        schedule->title =
            arena_printf(arena, "%s; cancelled at %" PRId64 " ms", schedule->title, moment.ms);
    }
}
