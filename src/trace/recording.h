/* A trace in memory: its records in one array, 64 bytes each, so that any of them is at hand.
 *
 * Tasks, shared objects and timers are numbered densely from 1 here, whatever numbers the trace
 * gave them; 0 is none. What never changes about them stands in the recording; what does change
 * is the model's (trace/model.h).
 *
 * It takes bytes as they come, from a file or from a running program, and only ever grows. */
#ifndef TRACE_RECORDING_H
#define TRACE_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "trace/fields.h"
#include "trace/numbers.h"

#define RECORD_NO_AMOUNT INT64_MIN

struct record {
    int64_t t_us; /* the loop's clock */
    /* `until`, `when` and `waited` in microseconds; `value`; `number`; `cancelling`; the
     * descriptor of a wait for one; the object of a member's `future`; RECORD_NO_AMOUNT without
     * any */
    int64_t amount;
    uint32_t kind;  /* `ev`: an enum trace_word, or the number of an unknown one's string */
    uint32_t what;  /* `on`, `op`, `how`, `kind`, `clock`, `stream`: likewise */
    uint32_t tick;  /* of the loop */
    uint32_t name;  /* string */
    uint32_t at;    /* string: "file.c:12" */
    uint32_t error; /* string: "ValueError" */
    uint32_t text;  /* `text` or `msg`: recording_text() */
    int32_t err;
    union {
        struct {
            uint32_t task, by;
            /* `holder` or `parent`: a task. `enter`: the record of the enclosing enter of the
             * same task, `member`: of the one before of the same object; 0: none. `queue`:
             * its `limit`. `semaphore`: the permit that is taken or given back; 0: unknown */
            uint32_t other;
            uint32_t object; /* `obj` or `coro`: an object. `timer`: a timer */
        };
        struct {                               /* of a `tick` */
            uint32_t ready_first, ready_count; /* recording_ready() */
            uint32_t has_more_ready;           /* the queue was too long to list */
        };
    };
};

struct recorded_task {
    uint32_t id;      /* in the trace */
    uint32_t number;  /* as in "Task-N"; 0 if unknown */
    uint32_t parent;  /* task; 0: none, or unknown */
    uint32_t born;    /* record */
    uint32_t started; /* record of its first run; 0: none yet */
    uint32_t name;    /* string: of the coroutine function */
    uint32_t given;   /* string: the name that the program gave it last; 0: none */
    uint32_t frame;   /* record of the innermost enter not left yet, as of the newest record */
    uint32_t depth;   /* how many are not left yet */
    uint32_t permit;  /* the one it took last, maybe given back since; 0: none */
};

struct recorded_object {
    uint32_t id;           /* in the trace */
    uint32_t kind;         /* word: `coro`, `future`, `lock` ... */
    uint32_t born;         /* record */
    uint32_t name;         /* string */
    uint32_t member;       /* the record of its newest one; 0: none */
    uint32_t shared;       /* its place in recording->shared, from 1; 0: it is not in there */
    uint32_t permit, open; /* the one taken last; the first that may not be given back */
};

/* Of a semaphore, from when it is taken to when it is given back. Nobody owns a permit, so the
 * one that a task gives back is the last it took, or else the first that anybody did. */
struct recorded_permit {
    uint32_t taken, given;  /* records; `given` is 0 as long as it is not given back */
    uint32_t before, after; /* permits of the same semaphore; 0: none */
    uint32_t below;         /* permit that the same task took before; 0: none */
};

/* Numbers, in the order they were added: of the records of one kind, mostly. */
struct record_list {
    uint32_t *items;
    size_t count, cap;
};

void record_list_add(struct record_list *list, size_t number);

struct recording;
/* The record is the newest one: its index is recording->count - 1. */
typedef void recording_observe_fn(struct recording *recording, const struct record *record,
                                  void *arg);

struct recording {
    char *name;   /* owned: the file, or the program; shown in faults */
    char *folder; /* owned: the one of the file that it is read from; NULL: of none */
    struct fields_pool pool;
    struct buf carry;  /* a line that is not complete yet */
    size_t line_count; /* lines read so far */

    struct record *records; /* a record's index is its place among all that were ever read */
    size_t count;           /* those that were read */
    size_t forgotten; /* of them, the first ones, which are not kept: recording_forget() */
    size_t cap;
    uint32_t tick; /* of the newest record; and its time */
    int64_t t_us;
    uint32_t clock;              /* word: WORD_VIRTUAL or WORD_REAL */
    struct recorded_task *tasks; /* [0] is none; so in all of these */
    size_t task_count, task_cap;
    struct recorded_object *objects;
    size_t object_count, object_cap;
    uint32_t *timers; /* the record that armed each */
    size_t timer_count, timer_cap;
    struct record_list ticks, outputs, warnings;
    struct record_list jobs; /* those that were submitted to threads */
    /* Objects: the locks, semaphores, events, conditions, barriers and queues. */
    struct record_list shared;
    struct recorded_permit *permits; /* [0] is none */
    size_t permit_count, permit_cap;

    struct numbers task_numbers, object_numbers, timer_numbers; /* of the present loop */
    recording_observe_fn *observe; /* called with each record as it is added; NULL: nobody */
    void *observe_arg;
    /* Then called; may recording_warn(). Without a record (NULL) when the recording is closed
     * before the loop came to its end. NULL: nobody. */
    recording_observe_fn *advise;
    void *advise_arg;
    struct record_list silenced; /* strings: kinds of warnings; recording_silence() */
    size_t limit;                /* records it may keep; what comes later is dropped */
    bool is_full;                /* so it happened */
    bool is_begun; /* the `trace` record was read; before it there may be output only */
    bool is_ended; /* the `end` record was read */
};

enum { RECORDING_LIMIT = 8 * 1000 * 1000 };

/* `name` is copied. */
void recording_init(struct recording *recording, const char *name);
void recording_finish(struct recording *recording);

/* Takes the next bytes of the trace, which may end anywhere. Returns 0, or -1 with `diag`
 * naming the line; what came before it stays. */
int recording_feed(struct recording *recording, const char *bytes, size_t len_bytes,
                   struct diag *diag);
/* There will be no more: a last line without its end is taken if it is whole, and forgotten if
 * it was cut. Returns as recording_feed(). */
int recording_close(struct recording *recording, struct diag *diag);

/* Reads a whole file into an empty recording. Returns 0, or -1 with `diag`: it cannot be read,
 * is no trace, or is of a later version. */
int recording_read_file(struct recording *recording, const char *path, struct diag *diag);

/* From now on no warning of this kind is taken: nobody sees it. */
void recording_silence(struct recording *recording, const char *kind);

/* Adds a warning that the program did not give itself, as a record of this moment. `task` and
 * `at` may be 0. */
void recording_warn(struct recording *recording, const char *kind, uint32_t task, uint32_t at,
                    const char *sentence);

/* Drops the records read so far and their texts: for an observer who looks at each record once,
 * and may do so for days. Tasks and objects stay known. */
void recording_forget(struct recording *recording);

/* The record of this index, which is kept. Borrowed until the next feed. */
static inline const struct record *recording_at(const struct recording *recording, size_t index)
{
    return &recording->records[index - recording->forgotten];
}

/* Borrowed until the next feed. */
const char *recording_text(const struct recording *recording, const struct record *record);
const uint32_t *recording_ready(const struct recording *recording, const struct record *record);

static inline const char *recording_string(const struct recording *recording, uint32_t number)
{
    return strings_get(&recording->pool.strings, number);
}

#endif
