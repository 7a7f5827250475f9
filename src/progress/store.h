/* The learner's progress on disk: every answer, the place in the course, hints taken.
 *
 * A store can always be used. Where nothing can be saved (read-only home, full disk, a file
 * from a newer asynclearn) it lives in memory for this session, and the notice of store_open()
 * says so: show it once on stderr and go on. One SQLite file, safe with several sessions at
 * once and with kill -9 at any moment: a function that stores returns after the bytes are on
 * the disk.
 *
 * Functions that store return 0, or -1 with `diag` in words for the learner; nothing else is
 * lost then. None suspends; a busy file is waited for up to five seconds. 32 KiB of stack are
 * enough, so a coroutine may call them. All strings given are borrowed for the call.
 *
 * Example:
 *     struct diag notice = { 0 };
 *     struct store *store = store_open(NULL, &notice);
 *     ...
 *     struct attempt answer = { .id = "basic-asyncio/await", .kind = ATTEMPT_CHECK,
 *                               .verdict = "right", .score = 1, .seconds = 12 };
 *     if (store_add_attempt(store, &answer, diag))
 *         return -1;
 *     store_close(store); */
#ifndef PROGRESS_STORE_H
#define PROGRESS_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum store_mode {
    STORE_SAVED,   /* answers reach the disk */
    STORE_UNSAVED, /* the file cannot be written: what it holds can be read, new answers are
                      forgotten */
    STORE_REFUSED, /* the file is from a newer asynclearn: untouched, and nothing of it is shown
                    */
};

struct store {
    sqlite3 *db;
    enum store_mode mode; /* read-only for callers */
    char *file;           /* where the answers are, or would be; read-only for callers */
};

enum attempt_kind {
    ATTEMPT_STEP,      /* a step walked to its end: verdict "done", score 1 */
    ATTEMPT_PREDICT,   /* the prediction before a demo */
    ATTEMPT_CHECK,     /* the question after a demo */
    ATTEMPT_QUIZ,      /* a question of a quiz */
    ATTEMPT_INTERVIEW, /* a free-text answer */
    ATTEMPT_EXERCISE,  /* a submission; the verdict is the judge's */
    ATTEMPT_KINDS,
};

/* Whether the answer shows that the item was remembered: FSRS's two buttons. */
enum recall {
    RECALL_BY_SCORE, /* at least 60% is Good; steps and exercises say nothing about memory */
    RECALL_NONE,     /* not an answer: skipped, or shown the solution before */
    RECALL_AGAIN,
    RECALL_GOOD,
};

struct attempt {
    const char *id; /* "lesson/step", "interview/3", "fetch-urls" */
    enum attempt_kind kind;
    const char *verdict; /* the grader's word: "right", "partial", "deadlock"... */
    double score;        /* 0 to 10 for ATTEMPT_INTERVIEW, 0 to 1 for all others */
    enum recall recall;  /* read back, it is never RECALL_BY_SCORE */
    bool self_marked;    /* the learner marked it, because the grader was unsure */
    int64_t seconds;     /* time spent on it */
    int64_t at;          /* UTC; 0 when stored: now */
    const char *detail;  /* JSON for the record: the answer given, seed, points; or NULL */
    const char *uuid;    /* the same on every machine; NULL when stored: a new one */
};

/* Opens the progress file; NULL is the usual one (see paths.h). Creates it and its directory,
 * and brings an older one up to date. A damaged file is renamed, never deleted, and a new one
 * begun. Never NULL; `notice` is set when there is something to tell. store_close() frees the
 * store and takes NULL. */
struct store *store_open(const char *file, struct diag *notice);
void store_close(struct store *store);

/* Stores one answer. This is all that the review schedule needs: see review.h. */
int store_add_attempt(struct store *store, const struct attempt *attempt, struct diag *diag);
/* All answers whose id is `id` or below it (`queues` covers `queues/lifo-queue`); NULL: all. In
 * order of time; strings in `arena`. */
int store_attempts(struct store *store, const char *id, struct arena *arena,
                   struct attempt **ret_attempts, size_t *ret_count, struct diag *diag);
/* Whether the step was walked to its end. False also where that cannot be read. */
bool store_step_is_done(struct store *store, const char *id);

/* Where the learner is: "lesson/step". */
int store_set_position(struct store *store, const char *id, struct diag *diag);
char *store_position(struct store *store); /* owned; NULL before the first step */

struct exercise_state {
    int64_t started_at; /* 0: not yet */
    int64_t passed_at;  /* the first pass; 0: not yet */
    int submissions;    /* judged so far */
    int failed;         /* of those; an internal error of ours is nobody's failure */
    int hints;          /* taken so far */
};

void store_exercise(struct store *store, const char *id, struct exercise_state *ret_state);
/* Notes the time; of several starts the first one stays. */
int store_start_exercise(struct store *store, const char *id, struct diag *diag);
int store_take_hint(struct store *store, const char *id, struct diag *diag);

/* The words of `enum attempt_kind`, as in `progress --json`; NULL behind the last. */
extern const char *const attempt_kind_words[ATTEMPT_KINDS + 1];

#endif
