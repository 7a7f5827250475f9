/* The examiner: grades a free-text answer to an interview question by the question's rubric,
 * offline.
 *
 * Everything it knows is data: the rubrics in quizzes/interview.json, and how each statement is
 * recognised in the files they name. An answer is read (reading.h), statements are
 * looked for (pattern.h), and the rubric turns what was found into a score. A likeness
 * to the model answer never raises a mark; it only makes the examiner doubt its own.
 *
 * Example:
 *     struct examiner *examiner = NULL;
 *     if (examiner_load("quizzes/interview.json", &examiner, diag))
 *         return -1;
 *     const struct examiner_question *question =
 *         examiner_question_find(examiner, "interview/1");
 *     struct examiner_result result;
 *     examiner_grade(question, answer, strlen(answer), &result);
 *     printf("%d of 10\n", result.score);
 *     examiner_destroy(examiner); */
#ifndef QUIZ_EXAMINER_H
#define QUIZ_EXAMINER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum {
    EXAMINER_POINTS_MAX = 12,
    EXAMINER_MISCONCEPTIONS_MAX = 12,
    EXAMINER_SCORE_MAX = 10,
    EXAMINER_PASS = 6,
};

enum examiner_band {
    EXAMINER_BAND_WRONG,     /* 0-2 */
    EXAMINER_BAND_PARTIAL,   /* 3-5 */
    EXAMINER_BAND_GOOD,      /* 6-8 */
    EXAMINER_BAND_EXCELLENT, /* 9-10 */
};

struct examiner_point {
    const char *id; /* "p1" */
    int weight;
    const char *statement; /* what earns full credit */
    const char *half;      /* what earns half of it, or NULL */
    const char *ask;       /* a question that leads to the point */
};

struct examiner_misconception {
    const char *id; /* "m1" */
    int penalty;
    int cap; /* EXAMINER_SCORE_MAX when there is none */
    const char *statement;
    const char *why; /* why it is wrong */
};

struct examiner_reading_tip {
    const char *title, *url, *adds;
};

struct examiner_question {
    const char *id;   /* "interview/1" */
    const char *text; /* the question as asked */
    struct examiner_point points[EXAMINER_POINTS_MAX];
    int point_count;
    struct examiner_misconception misconceptions[EXAMINER_MISCONCEPTIONS_MAX];
    int misconception_count;
    const char *short_answer, *full_answer;
    const struct examiner_reading_tip *tips;
    int tip_count;
    const char *rules_file;    /* path */
    const struct rules *rules; /* how statements are recognised; the examiner's own */
};

enum examiner_credit {
    EXAMINER_CREDIT_NONE,
    EXAMINER_CREDIT_HALF,
    EXAMINER_CREDIT_FULL,
};

/* Bytes of the answer; none when start == end. */
struct examiner_quote {
    size_t start, end;
};

struct examiner_point_verdict {
    enum examiner_credit credit;
    bool is_contradicted; /* the answer says the contrary; `quote` is where */
    struct examiner_quote quote;
};

struct examiner_misconception_verdict {
    bool is_asserted;
    struct examiner_quote quote;
};

struct examiner_result {
    int score; /* 0..10 */
    enum examiner_band band;
    struct examiner_point_verdict points[EXAMINER_POINTS_MAX]; /* as the question's */
    struct examiner_misconception_verdict misconceptions[EXAMINER_MISCONCEPTIONS_MAX];
    bool unsure; /* a person should look: words of an answer, but few of its statements; or a
                  * misconception that does not go with all the rest, which was dropped */
};

struct examiner;

/* Reads the interview file and those it names. Returns 0, or -1 with `diag` naming the fault.
 * The examiner is owned by the caller; it is not for use by several threads at once. */
int examiner_load(const char *path, struct examiner **ret_examiner, struct diag *diag);
void examiner_destroy(struct examiner *examiner);

size_t examiner_question_count(const struct examiner *examiner);
/* Borrowed from the examiner. */
const struct examiner_question *examiner_question_at(const struct examiner *examiner,
                                                     size_t index);
const struct examiner_question *examiner_question_find(const struct examiner *examiner,
                                                       const char *id);

/* Grades an answer of any bytes; what lies past the first 32 KiB is not read and makes the
 * result unsure. Never fails. `*ret_result` holds no pointers. */
void examiner_grade(const struct examiner_question *question, const char *answer,
                    size_t len_bytes, struct examiner_result *ret_result);

/* "wrong", "partial", "good" or "excellent". */
const char *examiner_band_name(enum examiner_band band);
enum examiner_band examiner_band_of(int score);

/* A word of the answer that is probably misspelt, to ask about before grading. */
struct examiner_spelling {
    struct examiner_quote word;
    const char *suggestion; /* borrowed from the examiner */
};

/* Fills at most `max` of them and returns how many there are. */
size_t examiner_spelling(const struct examiner_question *question, const char *answer,
                         size_t len_bytes, struct examiner_spelling *ret_spellings, size_t max);

/* Adds the faults of the interview file and of those it names: what loading finds, and what it
 * cannot: the weights sum to 10; the full model answer earns every point in full, and neither
 * model answer asserts a misconception; every rule holds in some marked response beside the
 * rules
 * (`interview/1-*.jsonl` for `interview/1.json`). */
void examiner_lint(const char *path, struct diags *faults);

#endif
