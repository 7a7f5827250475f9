/* What a run did, as far as properties ask: the notes of the harness and the tasks of the
 * learner, read from its trace. All strings live as long as the facts. */
#ifndef JUDGE_FACTS_H
#define JUDGE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "trace/recording.h"

/* Where in a run. */
struct place {
    size_t record; /* of the trace; 0 if unknown */
    uint32_t tick;
    int64_t t_us;
    const char *at; /* the learner's line, "file.c:12"; "" if unknown */
};

struct note {
    const char *what, *name; /* "" for no name */
    int64_t value;
    int64_t wanted; /* what the value ought to be, if the harness said so */
    bool has_wanted;
    struct place place;
};

struct fact_task {
    const char *name;
    bool is_learners;     /* made by the learner's code, or their function itself */
    bool is_done;         /* before the function returned, which it does itself last */
    struct place last;    /* where it was last seen to wait */
    const char *waits_on; /* for what; "" if for nothing */
};

/* A timer that is to call a function of the program. */
struct fact_timer {
    const char *name;   /* of the function */
    bool is_pending;    /* armed while the function ran, and not over when it returned */
    struct place place; /* where it was armed */
};

struct warning {
    const char *kind, *message;
    struct place place;
};

/* A moment at which cancellation is worth trying: `ticks` after the first tick of that time. */
struct moment {
    int64_t ms, ticks;
};

struct facts {
    struct recording recording;
    struct note *notes;
    size_t note_count, note_cap;
    struct fact_task *tasks; /* [0] is none */
    size_t task_count;
    struct fact_timer *timers; /* [0] is none */
    size_t timer_count;
    struct warning *warnings;
    size_t warning_count, warning_cap;
    struct moment *moments;
    size_t moment_count, moment_cap;
    /* The host's own notes; NULL for what did not happen. */
    const struct note *call, *returned, *cancelled, *idle, *memory, *syscall;
    uint32_t function; /* task that runs the learner's function */
    struct place end;  /* the last that is known of the run */
};

/* Reads the trace of a run. Returns 0, or -1 with `diag` if it is none. facts_finish() in
 * both cases. */
int facts_read(struct facts *facts, const struct buf *trace, struct diag *diag);
void facts_finish(struct facts *facts);

/* The first note of this kind; NULL if there is none. */
const struct note *facts_find(const struct facts *facts, const char *what);

/* How many operations (notes "begin" and "end") ran at the same time at most, and where that
 * was first reached. */
int64_t facts_peak(const struct facts *facts, const struct note **ret_note);

#endif
