/* The changes of every task, in order: what the timeline draws. */
#ifndef TRACE_LANES_H
#define TRACE_LANES_H

#include "trace/state.h"

struct lanes {
    struct record_list *items; /* by task: its records of a new state, `task` to `done`,
                                  * or to the `end` of its loop */
    size_t count, cap;
    size_t over; /* so many of the tasks are of loops that have ended */
    size_t seen; /* records of the recording that were looked at */
    int64_t
        *elapsed_us; /* by tick of recording->ticks: the time before it, all loops together */
    size_t tick_count, tick_cap;
    int64_t began_us;        /* the last tick */
    struct record_list slow; /* the ends of slow ticks */
};

/* Takes in the records that are new since the last call. */
void lanes_update(struct lanes *lanes, const struct recording *recording);
void lanes_finish(struct lanes *lanes);

/* The change of the task that still holds before record `end`: an index into its list; -1:
 * it was not there yet. */
long lanes_change_before(const struct lanes *lanes, uint32_t task, size_t end);

/* Whether a slow tick ended among the records from `from` to before `end`. */
bool lanes_has_slow(const struct lanes *lanes, size_t from, size_t end);

/* How far the record is from the beginning: in ticks, and in time. Neither ever goes back. */
void lanes_place(const struct lanes *lanes, const struct recording *recording, size_t index,
                 size_t *ret_ticks, int64_t *ret_us);

#endif
