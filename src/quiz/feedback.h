/* What an examiner says about an answer, as Markdown; and the checklist by which learners mark
 * themselves where the examiner is unsure. */
#ifndef QUIZ_FEEDBACK_H
#define QUIZ_FEEDBACK_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "quiz/examiner/examiner.h"

/* Score and band, then each point: made (with the learner's own words), half made, missing
 * (with a question that leads there) or contradicted; then what is wrong, and why. `answer`
 * is what was graded. */
void feedback_add(const struct examiner_question *question, const char *answer,
                  const struct examiner_result *result, struct buf *markdown);

/* The short model answer, and where to read on. */
void feedback_add_model(const struct examiner_question *question, struct buf *markdown);

/* The points as a numbered list. */
void feedback_add_checklist(const struct examiner_question *question, struct buf *markdown);

/* The score that learners give themselves by the numbers of the points they made, "1 3", or by
 * "none". Returns false for anything else. */
bool feedback_read_marks(const struct examiner_question *question, const char *typed,
                         int *ret_score);

/* Adds the ids of what was found to a JSON object: "points", "half" and "misconceptions". */
void feedback_add_json(const struct examiner_question *question,
                       const struct examiner_result *result, cJSON *object);

#endif
