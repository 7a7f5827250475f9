/* New parts of a course, written as templates that lint clean: an author changes texts that
 * work instead of filling in blanks. */
#ifndef COURSE_TEMPLATE_H
#define COURSE_TEMPLATE_H

#include "base/buf.h"
#include "base/diag.h"
#include "course/course.h"

/* Each adds to the course's files and appends the paths of what it wrote to `written`, a line
 * each. Titles and places come from the outline, which must have the id if the course has one.
 * An existing file is never touched, except for the list that the new part belongs in. Return
 * 0, or -1 with `diag`. */

/* A lesson with all steps of the outline, or with one. */
int template_lesson(const struct course *course, const char *id, struct buf *written,
                    struct diag *diag);
/* "LESSON/STEP". */
int template_step(const struct course *course, const char *id, struct buf *written,
                  struct diag *diag);
/* A question at the end of the quiz of the lesson `id`. */
int template_question(const struct course *course, const char *id, struct buf *written,
                      struct diag *diag);

/* An exercise in quizzes/coding/: a whole one that the judge proves right, copied from the
 * directory `model` (quizzes/template of the clone). In template_exercise.c. */
int template_exercise(const struct course *course, const char *model, const char *id,
                      struct buf *written, struct diag *diag);

#endif
