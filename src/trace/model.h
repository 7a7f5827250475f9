/* The state of the loop at any record of a recording, forwards and backwards.
 *
 * Going forward lets records happen; going back starts from the nearest snapshot before. The
 * snapshots are so far apart as they are large, so that together they take no more memory than
 * the records, and getting anywhere costs a copy and a replay of that size.
 *
 * Example:
 *     model_seek(&model, n);
 *     for (uint32_t task = 1; task < model.state.task_count; task++)
 *         ...model.state.tasks[task].status... */
#ifndef TRACE_MODEL_H
#define TRACE_MODEL_H

#include "trace/state.h"

struct model {
    const struct recording *recording; /* borrowed; may grow, and must not forget */
    struct state state;
    struct state *snapshots; /* by position */
    size_t snapshot_count, snapshot_cap;
};

/* Before the first record. */
void model_init(struct model *model, const struct recording *recording);
void model_finish(struct model *model);

/* Goes to where `position` records have happened; at most as many as there are. */
void model_seek(struct model *model, size_t position);

/* ---- Questions about the state ---- */

/* The armed timers in the order in which they will fire: fills up to `cap` with their
 * recording_at() records, and returns how many there are. */
size_t model_timers(const struct model *model, const struct record **ret_timers, size_t cap);

/* The jobs that threads have, in the order they were given: likewise their `thread` records. */
size_t model_jobs(const struct model *model, const struct record **ret_jobs, size_t cap);

/* The waits for what comes from outside - a descriptor, a process, a signal: likewise. */
size_t model_io(const struct model *model, const struct record **ret_waits, size_t cap);

/* The tasks that wait for the object, in the order they came: likewise. */
size_t model_waiters(const struct model *model, uint32_t object, uint32_t *ret_waiters,
                     size_t cap);

/* The tasks that hold the lock, or the permits of the semaphore that were taken, in the order
 * they took them: likewise. Who took two is there twice. */
size_t model_holders(const struct model *model, uint32_t object, uint32_t *ret_holders,
                     size_t cap);

/* The locks, semaphores, events, conditions, barriers and queues that are in use - held, set,
 * not empty, or waited for - in the order the trace met them: likewise. */
size_t model_shared(const struct model *model, uint32_t *ret_objects, size_t cap);

/* What a gather, a group, a wait or an as_completed waits for. */
struct members {
    size_t total, left; /* of them those that have not ended; both 0: it is none of these */
    uint32_t op;        /* word: how many it takes, see docs/trace.md */
};
struct members model_members(const struct model *model, uint32_t object);

/* The tasks among those that are left, in their order: fills up to `cap`, and returns how many
 * there are. */
size_t model_members_left(const struct model *model, uint32_t object, uint32_t *ret_tasks,
                          size_t cap);

/* Who the task waits for: the only holder of what it waits for, or the first of the tasks that
 * it needs all of; 0 if that is nobody, or one of several will do. */
uint32_t model_waits_for(const struct model *model, uint32_t task);

/* The `wait` that a task is in, or was in when its loop was closed; NULL for any other task. */
const struct record *model_wait(const struct model *model, uint32_t task);

#endif
