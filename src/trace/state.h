/* What the event loop and everything on it were doing between two records of a trace.
 *
 * A task is known by the records that brought it to where it is: what it waits for, and on
 * which line, stands in the `wait` record and nowhere else. So a state is a few flat arrays of
 * record indices; a copy of them is a snapshot (trace/model.h). */
#ifndef TRACE_STATE_H
#define TRACE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace/recording.h"

enum task_status {
    TASK_UNBORN, /* not yet: its number belongs to a later record */
    TASK_READY,
    TASK_RUNNING,
    TASK_WAITING,
    TASK_DONE,
    TASK_DROPPED, /* the loop was closed under it */
};

/* A tick is slow that holds the loop so long: asyncio's debug mode complains from there on. */
enum { TICK_SLOW_US = 100 * 1000 };

struct task_state {
    uint32_t since;  /* the record that brought it into this status */
    uint32_t paused; /* its last `wait` or `yield`; 0: it has not suspended yet */
    uint32_t frame;  /* `enter` of the innermost coroutine that it awaits inline; 0: none */
    uint32_t cancel; /* `cancel` that was not delivered yet; 0: none */
    uint32_t at;     /* string: the last place in the source where it was seen */
    uint32_t left;   /* string: where it was when it went on last; 0: it has not */
    enum task_status status;
    bool was_waiting; /* when it was dropped */
};

struct object_state {
    uint32_t last;   /* the last record about it; 0: none yet */
    uint32_t holder; /* task that holds the lock; 0: nobody does */
    uint32_t member; /* the record of the newest of those it waits for; 0: none */
    uint32_t permit; /* of the recording: the one of the semaphore that was taken last */
    uint32_t taken;  /* permits of it that were taken and not given back */
};

struct state {
    size_t position; /* records that have happened */
    uint32_t loop;   /* the `trace` record of the present loop */
    uint32_t tick;
    int64_t t_us;
    uint32_t running; /* task; 0: none */
    uint32_t call;    /* the record of the program's callback that runs; 0: none does */
    bool is_in_tick;
    int64_t began_us; /* this tick, or the last one */
    int64_t held_us;  /* how long the last tick that is over held the loop */

    struct task_state *tasks; /* by the recording's numbers; so below */
    size_t task_count, task_cap;
    struct object_state *objects;
    size_t object_count, object_cap;
    uint64_t *timers; /* a bit for each: it is armed */
    size_t timer_count, timer_words, timer_cap;

    /* The ready queue: tasks, 0 for a callback. The first `batch` of them run in this tick. */
    uint32_t *ready;
    size_t ready_first, ready_end, ready_cap;
    size_t batch;

    size_t output_count, warning_count; /* of the recording's lists */
};

/* The state before the first record is all zero. */
void state_finish(struct state *state);
/* Makes `to` equal to `from`. */
void state_copy(struct state *to, const struct state *from);
/* Lets record number `position` happen, which the recording has. */
void state_advance(struct state *state, const struct recording *recording);

static inline size_t state_ready_count(const struct state *state)
{
    return state->ready_end - state->ready_first;
}

#endif
