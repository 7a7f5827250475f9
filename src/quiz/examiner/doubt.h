/* When the examiner should not trust its own mark. */
#ifndef QUIZ_EXAMINER_DOUBT_H
#define QUIZ_EXAMINER_DOUBT_H

#include "quiz/examiner/examiner.h"
#include "quiz/examiner/reading.h"

/* True if the answer was too long to be read whole, has marks beside a list of terms or a
 * message to the grader, contradicts itself, or uses the words of the model answer while few of
 * its statements were recognised. */
bool doubt_result(const struct examiner_question *question, const struct reading *reading,
                  const struct examiner_result *result);

#endif
