/* `grade interview`: free-text answers in bulk. */
#ifndef CMD_GRADE_INTERVIEW_H
#define CMD_GRADE_INTERVIEW_H

#include "cmd/cmd.h"

/* Grades the JSON Lines file `path` (`{"id","question":1-5,"answer"}`) and prints a line for
 * each answer, JSON with `as_json`. A line that cannot be used is said on stderr with its
 * number, and the others are graded still. Returns STATUS_OK; or STATUS_USAGE if there was such
 * a line, or the file or the rubrics cannot be read. */
int grade_interview(struct app *app, const char *path, bool as_json);

#endif
