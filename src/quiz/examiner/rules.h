/* How a question's statements are recognised: its lexicon, and for each point and misconception
 * the patterns that stand for it. */
#ifndef QUIZ_EXAMINER_RULES_H
#define QUIZ_EXAMINER_RULES_H

#include "base/json.h"
#include "quiz/examiner/examiner.h"
#include "quiz/examiner/pattern.h"

/* A statement holds when one of its patterns does. Those of facts, of misconceptions ("m1")
 * and of points ("p1", "p1.half", "p1.deny") stand in this order; a pattern asks for earlier
 * ones. */
struct rule {
    const char *name;
    struct pattern **patterns;
    int count;
};

enum { RULES_MAX = 128 };

struct rules {
    struct lexicon lexicon;
    struct topics topics;
    struct rule items[RULES_MAX];
    int count;
};

/* What the rules found in one answer. */
struct rules_found {
    bool holds[RULES_MAX];
    struct pattern_match matches[RULES_MAX];
    bool is_exhausted; /* the search was cut short */
};

/* Reads the rules of a question whose points and misconceptions are read. `shared` is the
 * lexicon that all questions have in common. Faults go to the documents' diag. */
void rules_read(struct rules *rules, struct arena *arena, struct json shared, struct json own,
                const struct examiner_question *question);
void rules_finish(struct rules *rules);

/* The rule's number, or -1. `part` is "", ".half" or ".deny". */
int rules_find(const struct rules *rules, const char *name, const char *part);

void rules_apply(const struct rules *rules, const struct reading *reading,
                 struct rules_found *ret_found);

#endif
