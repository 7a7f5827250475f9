/* A learner's answer, compared with a question: pure, so that every way to ask can use it. */
#ifndef QUIZ_ANSWER_H
#define QUIZ_ANSWER_H

#include <stdbool.h>

#include "base/buf.h"
#include "course/question.h"

enum answer_state {
    ANSWER_UNREADABLE, /* no answer to this question: ask again, `why` says what is wanted */
    ANSWER_UNRESOLVED, /* the demo must run first: see question_resolve() */
    ANSWER_EXAMINER,   /* free text: grade it with the examiner */
    ANSWER_WRONG,
    ANSWER_PARTIAL,
    ANSWER_RIGHT,
};

struct answer_grade {
    enum answer_state state;
    double score;     /* 0 to 1 */
    struct buf typed; /* the answer itself */
    struct buf why;   /* Markdown: about this answer; a wrong one is not told the right one */
};

/* Grades what was typed:
 *   choice, trace  the number or the letter of the choice, or its text
 *   several  the same, any number of them: "1 3", "a,c"; right ones count for and wrong ones
 *            against, and the score is never below 0
 *   order    the numbers of all items in the wanted order: "3 1 2" or "312"; the score is the
 *            share of pairs of items that stand the right way round
 *   fill     the text, whatever its case and spacing; one slip of the keyboard costs half
 *   line     the number of a line
 * Cannot fail; answer_grade_finish() the result. */
void answer_grade(const struct question *question, const char *typed,
                  struct answer_grade *ret_grade);
void answer_grade_finish(struct answer_grade *grade);

/* What to type, as one sentence: "Type the numbers of all right choices, like 1 3." */
const char *answer_how(const struct question *question);

/* The word that progress keeps: "right", "partial" or "wrong"; NULL for an answer not graded.
 */
const char *answer_verdict(enum answer_state state);

#endif
