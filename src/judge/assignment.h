/* An exercise as its exercise.json says: what is given, what must hold, under which schedules.
 * docs/judge.md describes the format. */
#ifndef JUDGE_ASSIGNMENT_H
#define JUDGE_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "judge/verdict.h"

/* Something that must hold in every run. */
struct property {
    const char *id;
    const char *title;  /* what it asks for: "every URL is fetched, once" */
    const char *broken; /* the sentence when it does not hold, with {places} to fill in */
    const struct check *check;
    enum verdict verdict; /* of a submission that breaks it */
    const char *of;       /* which notes or numbers the check looks at; NULL if it needs none */
    int64_t amount;       /* what the check allows: 0 where nothing is said */
};

/* One number of a plan, and the values that it takes in turn. */
struct axis {
    const char *name;
    int64_t *values;
    size_t count;
};

/* A family of schedules: all combinations of its axes. */
struct plan {
    const char *title; /* with {places} for the numbers: "{size} URLs" */
    struct axis *axes;
    size_t axis_count;
    bool is_cancelled; /* each is run again, cancelled at each suspension of the function */
};

struct limits {
    int64_t stack_kb, memory_mb, output_mb, ticks, cpu_s, wall_s;
};

struct assignment {
    const char *id, *title, *dir;
    const char *header;    /* file name of what is given, also given to the learner */
    const char *signature; /* of the function to write */
    const char *statement, *explanation; /* paths of Markdown files */
    const char **given;                  /* names of the functions that harness.c offers */
    size_t given_count;
    /* File names of what harness.c is linked with when it is judged, and for a run for real;
     * NULL: it needs nothing more. */
    const char *simulated, *real;
    const char **hints;
    size_t hint_count;
    struct property *properties;
    size_t property_count;
    struct plan *plans;
    size_t plan_count;
    struct limits limits;
};

/* Reads DIR/exercise.json. Strings are in `arena`. Returns 0, or -1 with `diag`. */
int assignment_load(const char *dir, struct arena *arena, struct assignment *ret_assignment,
                    struct diag *diag);

#endif
