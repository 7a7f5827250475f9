/* Warnings that teach: what in a trace goes wrong in a way that the course explains.
 *
 * Some of them the program gives itself; the others an advisor finds while the records come in,
 * and adds to the recording as `warning` records, so that every view shows them in their place.
 * Each kind has an id, which is the record's `kind` and what silences it (docs/trace.md lists
 * them), and most have a step of the course to read.
 *
 * Example:
 *     struct advisor advisor;
 *     recording_init(&recording, path);
 *     advisor_begin(&advisor, &recording, NULL, silenced);
 *     recording_read_file(&recording, path, &diag);
 *     advisor_summary(&advisor, &text);
 *     advisor_finish(&advisor);
 *     recording_finish(&recording); */
#ifndef TRACE_ADVICE_H
#define TRACE_ADVICE_H

#include "base/diag.h"
#include "trace/recording.h"

/* Each with its id and the step that explains it; NULL: none does. */
#define ADVICE_LIST(X)                                                      \
    X(SLOW, "slow", "understanding/blocking")                               \
    X(NEVER_AWAITED, "never-awaited", "coroutines/objects")                 \
    X(NEVER_RETRIEVED, "never-retrieved", "error-handling/task-exceptions") \
    X(SEQUENTIAL_AWAITS, "sequential-awaits", "basic-patterns/gather")      \
    X(FORGOTTEN_TASK, "forgotten-task", "common-patterns/background")       \
    X(SWALLOWED_CANCEL, "swallowed-cancel", "error-handling/cancelling")    \
    X(LOCK_ACROSS_AWAIT, "lock-across-await", "synchronization/lock")       \
    X(GROWING_QUEUE, "growing-queue", "common-patterns/producer-consumer")  \
    X(DEADLOCK, "deadlock", "synchronization/lock")                         \
    X(PENDING, "pending", "common-patterns/background")                     \
    X(UNHANDLED, "unhandled", "error-handling/exceptions")                  \
    X(TICK_LIMIT, "tick-limit", "basic-asyncio/event-loop-basics")          \
    X(INVALID_STATE, "invalid-state", "tasks-and-futures/future-objects")   \
    X(CANNOT_ACCEPT, "cannot-accept", NULL)

enum advice {
#define ENTRY(name, ...) ADVICE_##name,
    ADVICE_LIST(ENTRY)
#undef ENTRY
        ADVICE_COUNT
};

/* A set of them: bit `1u << ADVICE_SLOW`, and so on. */
typedef unsigned advice_set;

/* "slow". */
const char *advice_id(enum advice advice);
/* Reads "slow,deadlock"; "all" stands for all of them. Adds to `*set`. Returns 0, or -1 with
 * `diag`, which names an id that is near. */
int advice_read_ids(const char *ids, advice_set *set, struct diag *diag);

/* The step of the course that explains a warning: "understanding/blocking"; NULL: none does. */
const char *advice_step(const struct recording *recording, const struct record *warning);

/* One warning of the summary: however often it was given at this place. */
struct advised {
    uint32_t kind, at; /* strings */
    size_t count;
    char *sentence; /* owned: the first one */
    const char *step;
};

struct advisor {
    struct recording *recording;   /* borrowed */
    struct sources *sources;       /* owned: the program's text */
    size_t index;                  /* of the record that it looks at */
    struct advice_task *tasks;     /* what the rules know, by the recording's numbers */
    struct advice_object *objects; /* likewise: trace/advice/rules.h */
    size_t task_count, task_cap;
    size_t object_count, object_cap;
    uint32_t main;             /* the main task of the present loop */
    struct advice_pair *pairs; /* of awaits, whose text was looked at */
    size_t pair_count, pair_cap;
    struct advised *advised;
    size_t advised_count, advised_cap;
};

/* Looks at the records that the recording takes from now on, and silences those of the set.
 * Relative sources are looked up in `home` (borrowed) too; NULL: only here. The recording must
 * be finished, or take nothing any more, before the advisor is. */
void advisor_begin(struct advisor *advisor, struct recording *recording, const char *home,
                   advice_set silenced);
void advisor_finish(struct advisor *advisor);

/* Whether such a warning was given so far. */
bool advisor_has(const struct advisor *advisor, enum advice advice);

/* Adds what was warned of so far, for after a run: the sentence with its place, and what to
 * read. Nothing if there was no warning. */
void advisor_summary(const struct advisor *advisor, struct buf *out);

#endif
