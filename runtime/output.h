/* The program's standard output, seen by the trace as it is written. */
#ifndef RUNTIME_OUTPUT_H
#define RUNTIME_OUTPUT_H

#include "loop.h"

/* Puts a stream in the place of `stdout` that records each line with the task that wrote it,
 * and passes it on (unless output_is_passed_on() says that the record is enough). What other
 * threads write is only passed on. */
void output_capture(struct async_loop *loop);
void output_release(struct async_loop *loop);

/* False with ASYNC_OUTPUT=trace: what a traced program says goes into its trace only. */
bool output_is_passed_on(void);

#endif
