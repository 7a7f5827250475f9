/* The schedules under which a submission is judged: the plans of an exercise, multiplied
 * out. */
#ifndef JUDGE_SCHEDULES_H
#define JUDGE_SCHEDULES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "judge/assignment.h"
#include "judge/facts.h"
#include "judge/host/protocol.h"

struct schedule {
    struct host_schedule wire;
    const struct plan *plan;
    const char *title; /* "3 URLs, the first is the slowest" */
};

struct schedules {
    struct schedule *items; /* owned */
    size_t count, cap;
};

/* All that the plans say; the seed decides what is random. Titles are in `arena`. */
void schedules_make(const struct assignment *assignment, uint64_t seed, struct arena *arena,
                    struct schedules *ret_schedules);
void schedules_finish(struct schedules *schedules);

/* Adds the schedule `index` again for each moment at which it is worth cancelling. */
void schedules_add_cancelled(struct schedules *schedules, size_t index,
                             const struct facts *facts, struct arena *arena);

/* A number of the schedule; 0 if it has none of this name, or the name is NULL. */
int64_t schedule_number(const struct schedule *schedule, const char *name);

#endif
