/* The log: one readable line an event.
 *
 *     tick 3       300 ms  fetch#2 waits: sleep until 400 ms                     await.c:12
 *
 * Columns line up as long as the texts fit them. In a narrow window the place comes nearer,
 * and a line that is too long goes on below its subject. */
#ifndef TRACE_LOG_H
#define TRACE_LOG_H

#include <stdbool.h>

#include "term/line.h"
#include "trace/recording.h"

/* Adds the lines for a record, of at most `columns`: none for an internal one unless
 * `with_internals`; several for output of several lines. */
void log_record(const struct recording *recording, const struct record *record, size_t index,
                bool with_internals, int columns, struct lines *out);

#endif
