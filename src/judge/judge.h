/* The judge: from a learner's file to a verdict with its reasons.
 *
 * Example:
 *     struct judge judge;
 *     if (judge_open(&judge, &assignment, &options, diag))
 *         return -1;
 *     struct judgement judgement;
 *     int err = judge_submit(&judge, "fetch.c", seed, &judgement, diag);
 *     ...
 *     judgement_finish(&judgement);
 *     judge_close(&judge); */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/tempdir.h"
#include "judge/assignment.h"
#include "judge/compile.h"
#include "judge/facts.h"
#include "judge/sandbox.h"

/* Strings are borrowed for the life of the judge. */
struct judge_options {
    const char *home;  /* holds runtime/include and src/judge/host */
    const char *build; /* holds judge/libhost.a */
    const char *cc;    /* the learner's compiler; NULL: $CC, or cc */
    bool is_quick;     /* no second build under sanitizers */
    bool is_sample;    /* only the first schedule, whose trace is kept also of a pass */
    bool is_alone;     /* one submission at a time: the second build goes on beside the first */
    bool is_real;      /* nothing is judged: see judge/real.h */
};

struct judge {
    const struct assignment *assignment;
    struct judge_options options;
    struct sandbox sandbox;
    struct compiler compiler;
    struct tempdir dir;          /* removed by judge_close() */
    char *host, *sanitized_host; /* owned: paths of the programs that submissions are run in */
    unsigned submissions;        /* so far: numbers their files */
};

struct judgement_check {
    const char *id;
    bool ok;
    const char *message; /* what it asks for, or how it was broken */
};

/* All strings are in the arena, or in the assignment. */
struct judgement {
    struct arena arena;
    const char *exercise, *file;
    uint64_t source; /* hash of the text that was judged */
    enum verdict verdict;
    uint64_t seed;
    struct judgement_check *checks;
    size_t check_count;
    size_t runs;          /* schedules that were run */
    const char *schedule; /* title of the one that decided; NULL if none did */
    struct place place;   /* where in it; of a pass: the end of the longest run */
    const char *message;  /* why, in one sentence */
    const char *timeline; /* of that run, drawn: see timeline.h; "" if none */
    const char *said;     /* what the compiler said; "" if nothing */
    const char *sandbox;  /* the layers in force */
    struct buf trace;     /* of the run that decided; empty if none did */
};

/* The hash of a file's text, which tells whether it was judged as it is now. 0 if it is no file
 * that can be read. */
uint64_t judge_hash_of(const char *file);

/* A seed that depends on the text alone: the same file is judged the same way twice, and nobody
 * can write a file for the schedules that it will meet. */
uint64_t judge_seed_of(uint64_t hash);

/* Makes ready to judge an exercise: builds what submissions run in. `assignment` is borrowed.
 * May suspend. Returns 0; ASYNC_ECANCELED; or, with `diag`, 1 if the exercise is at fault, -1
 * if this machine is. */
int judge_open(struct judge *judge, const struct assignment *assignment,
               const struct judge_options *options, struct diag *diag);
void judge_close(struct judge *judge);

/* Judges a file. Several tasks may do so at once. May suspend. Returns 0, and
 * judgement_finish() is the caller's; ASYNC_ECANCELED; or -1 with `diag`: something is missing
 * here that the learner cannot help. */
int judge_submit(struct judge *judge, const char *file, uint64_t seed,
                 struct judgement *ret_judgement, struct diag *diag);
void judgement_finish(struct judgement *judgement);

#endif
