/* `grade EXERCISE FILE.c...`: judges submissions, without touching progress. */
#ifndef CMD_GRADE_EXERCISE_H
#define CMD_GRADE_EXERCISE_H

#include "cmd/cmd.h"

/* The words are the exercise and the files. Returns an enum status, everything said. May
 * suspend. */
int grade_exercise(struct app *app, const struct cmd_args *args);

#endif
