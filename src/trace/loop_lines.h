/* The loop pane in words, for those who read lines. */
#ifndef TRACE_LOOP_LINES_H
#define TRACE_LOOP_LINES_H

#include "term/line.h"
#include "trace/model.h"

/* Adds what runs, what is ready in which order, what is waited for from outside and from
 * threads, and the timers in their order: a line each, the first ones of long lists. */
void loop_lines(const struct model *model, struct lines *out);

#endif
