/* lessons/outline.json: which lessons, steps, questions and exercises the course is to have. */
#ifndef COURSE_OUTLINE_H
#define COURSE_OUTLINE_H

#include "base/diag.h"
#include "course/course.h"

/* The path of the outline of the course in `dir`; owned. */
char *outline_path(const char *dir);

/* Reads it as a course that has ids and titles only. Returns 0, and course_free() is the
 * caller's; or -1 with `diag`. */
int outline_load(const char *file, struct course **ret_outline, struct diag *diag);

/* That of a course, likewise. NULL if it has none, or with `diag`. */
struct course *outline_of(const struct course *course, struct diag *diag);

#endif
