#include "trace/lanes.h"

#include <stdlib.h>

#include "base/mem.h"

static bool is_change(const struct record *record)
{
    switch (record->kind) {
    case WORD_TASK:
    case WORD_RUN:
    case WORD_WAIT:
    case WORD_YIELD:
    case WORD_WAKE:
    case WORD_DONE:
        return record->task != 0;
    default:
        return false;
    }
}

static void add_change(struct lanes *lanes, uint32_t task, size_t index)
{
    if (task >= lanes->count) {
        size_t old = lanes->count;
        lanes->items = mem_grow(lanes->items, &lanes->cap, task + 1, sizeof(*lanes->items));
        lanes->count = task + 1;
        for (size_t i = old; i < lanes->count; i++)
            lanes->items[i] = (struct record_list){ 0 };
    }
    record_list_add(&lanes->items[task], index);
}

static bool has_ended(const struct lanes *lanes, const struct recording *recording, size_t task)
{
    const struct record_list *list = &lanes->items[task];
    return !list->count ||
           recording_at(recording, list->items[list->count - 1])->kind == WORD_DONE;
}

/* A loop that ends drops those of its tasks that have not ended. */
static void end_loop(struct lanes *lanes, const struct recording *recording, size_t index)
{
    for (size_t task = lanes->over; task < lanes->count; task++) {
        if (!has_ended(lanes, recording, task))
            add_change(lanes, (uint32_t)task, index);
    }
    lanes->over = lanes->count;
}

/* A new loop begins its clock anew: then no time has passed. */
static void add_tick(struct lanes *lanes, const struct recording *recording)
{
    size_t n = lanes->tick_count;
    int64_t before = 0;
    if (n > 0) {
        const struct record *last = recording_at(recording, recording->ticks.items[n - 1]);
        int64_t since = recording_at(recording, recording->ticks.items[n])->t_us - last->t_us;
        before = lanes->elapsed_us[n - 1] + (since > 0 ? since : 0);
    }
    lanes->elapsed_us =
        mem_grow(lanes->elapsed_us, &lanes->tick_cap, n + 1, sizeof(*lanes->elapsed_us));
    lanes->elapsed_us[lanes->tick_count++] = before;
}

void lanes_update(struct lanes *lanes, const struct recording *recording)
{
    for (; lanes->seen < recording->count; lanes->seen++) {
        const struct record *record = recording_at(recording, lanes->seen);
        if (is_change(record))
            add_change(lanes, record->task, lanes->seen);
        else if (record->kind == WORD_END)
            end_loop(lanes, recording, lanes->seen);
        else if (record->kind == WORD_TICK)
            lanes->began_us = record->t_us;
        else if (record->kind == WORD_TICK_END &&
                 record->t_us - lanes->began_us >= TICK_SLOW_US)
            record_list_add(&lanes->slow, lanes->seen);
    }
    while (lanes->tick_count < recording->ticks.count)
        add_tick(lanes, recording);
}

void lanes_finish(struct lanes *lanes)
{
    for (size_t i = 0; i < lanes->count; i++)
        free(lanes->items[i].items);
    free(lanes->items);
    free(lanes->elapsed_us);
    free(lanes->slow.items);
    *lanes = (struct lanes){ 0 };
}

/* How many of the sorted indices are below `end`. */
static size_t count_below(const uint32_t *items, size_t count, size_t end)
{
    size_t first = 0;
    while (first < count) {
        size_t middle = first + (count - first) / 2;
        if (items[middle] < end)
            first = middle + 1;
        else
            count = middle;
    }
    return first;
}

long lanes_change_before(const struct lanes *lanes, uint32_t task, size_t end)
{
    if (task >= lanes->count)
        return -1;
    return (long)count_below(lanes->items[task].items, lanes->items[task].count, end) - 1;
}

bool lanes_has_slow(const struct lanes *lanes, size_t from, size_t end)
{
    const struct record_list *slow = &lanes->slow;
    return count_below(slow->items, slow->count, from) <
           count_below(slow->items, slow->count, end);
}

void lanes_place(const struct lanes *lanes, const struct recording *recording, size_t index,
                 size_t *ret_ticks, int64_t *ret_us)
{
    size_t ticks = count_below(recording->ticks.items, lanes->tick_count, index + 1);
    *ret_ticks = ticks;
    *ret_us = 0;
    if (!ticks)
        return;
    int64_t began = recording_at(recording, recording->ticks.items[ticks - 1])->t_us;
    int64_t since = recording_at(recording, index)->t_us - began;
    int64_t before = lanes->elapsed_us[ticks - 1];
    /* Between ticks the wait belongs to the next one. */
    if (ticks < lanes->tick_count && since > lanes->elapsed_us[ticks] - before)
        since = lanes->elapsed_us[ticks] - before;
    *ret_us = before + (since > 0 ? since : 0);
}
