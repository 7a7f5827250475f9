/* A quiz under way: which questions are answered, which are open, and what came of it. Pure, so
 * that the report can be tested; asking is done by cmd/quiz.c. */
#ifndef QUIZ_SITTING_H
#define QUIZ_SITTING_H

#include "quiz/item.h"

enum sitting_state {
    SITTING_OPEN,
    SITTING_SKIPPED,
    SITTING_ANSWERED,
};

struct sitting_place {
    const struct item *item; /* borrowed */
    enum sitting_state state;
    double share; /* answered: 0 to 1 */
};

struct sitting {
    struct sitting_place *places; /* owned */
    size_t count;
    int64_t seconds; /* spent on the answers */
};

/* One place for each item, all open. sitting_finish() it. */
void sitting_init(struct sitting *sitting, const struct items *items);
void sitting_finish(struct sitting *sitting);

/* Takes over the answers of today, by the learner's calendar, so that a quiz goes on where
 * it was left. `attempts` as from store_attempts(). Returns how many places they answer. */
size_t sitting_resume(struct sitting *sitting, const struct attempt *attempts, size_t count,
                      int64_t now);

/* The next place from `at` on that is open; `count` if there is none. */
size_t sitting_next(const struct sitting *sitting, size_t at);

/* Notes an answer: the first one to a question is the one that counts. */
void sitting_answer(struct sitting *sitting, size_t at, double share, int64_t seconds);
void sitting_skip(struct sitting *sitting, size_t at);

/* Adds the report as Markdown: score and time, each question in a word, what to read again. */
void sitting_report(const struct sitting *sitting, struct buf *markdown);

/* Adds "3:05", or "1:02:45". */
void sitting_add_clock(int64_t seconds, struct buf *text);

#endif
