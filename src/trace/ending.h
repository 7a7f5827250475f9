/* Where a trace stops that does not come to the end of its loop. */
#ifndef TRACE_ENDING_H
#define TRACE_ENDING_H

#include <stdbool.h>

#include "trace/recording.h"

/* Adds who was running when the trace stopped, and where that task was last seen, in this step
 * or where it had waited before: " while fetch#2 ran, last seen at await.c:12". Nothing if it
 * stopped between two steps. */
void ending_add_last_step(const struct recording *recording, struct buf *out);

/* Adds a sentence about a trace that was read from a file: it was cut short, or is more than
 * can be kept. False if it came to its end. */
bool ending_describe(const struct recording *recording, struct buf *out);

#endif
