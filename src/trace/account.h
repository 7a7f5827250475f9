/* What questions may ask about a run, taken from the trace that it left. */
#ifndef TRACE_ACCOUNT_H
#define TRACE_ACCOUNT_H

#include "course/question.h"

/* Reads the trace file and fills `run->events`, as the log tells them, `run->warnings`, and
 * `run->vtime_ms`: all loops of the program together. All memory is in `arena`. Returns 0;
 * or -1 with `diag`: it cannot be read, or is no trace. A program_account_fn. */
int account_read(const char *file, struct arena *arena, struct question_run *run,
                 struct diag *diag);

#endif
