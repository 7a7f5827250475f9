/* The vocabulary of properties: what exercise.json may ask of every run. docs/judge.md
 * describes each. */
#ifndef JUDGE_CHECK_H
#define JUDGE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/assignment.h"
#include "judge/facts.h"

/* Why a property does not hold: fills the places of its sentence. Strings are borrowed from the
 * facts. */
struct finding {
    struct place place;
    const char *name;       /* {name} */
    const char *how;        /* {how} */
    int64_t actual, wanted; /* {actual}, {wanted} */
};

/* In which runs a check makes sense. */
enum check_scope {
    CHECK_ALWAYS,
    CHECK_CAME_BACK,   /* the function did, whatever its tasks then came to */
    CHECK_RETURNED,    /* ... and all that was ready has run */
    CHECK_UNDISTURBED, /* ... and nobody had cancelled it */
    CHECK_CANCELLED,   /* ... after it was cancelled */
};

struct check {
    const char *name;
    enum verdict verdict; /* of who breaks it, unless exercise.json says otherwise */
    enum check_scope scope;
    bool needs_of;
    /* True if it does not hold. `number` is the schedule's number named by the property's
     * `of`, or 0. */
    bool (*is_broken)(const struct property *property, const struct facts *facts,
                      int64_t number, struct finding *ret_finding);
};

extern const struct check check_table[];
/* The names in the order of the table, up to a NULL. */
extern const char *const check_names[];

/* Whether the property says anything about this run. */
bool check_applies(const struct property *property, const struct facts *facts);
/* Whether such a property does not hold. */
bool check_is_broken(const struct property *property, const struct facts *facts, int64_t number,
                     struct finding *ret_finding);

#endif
