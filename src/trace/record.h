/* A record from the fields of its line: the tasks, objects and timers that it names get the
 * recording's own numbers. */
#ifndef TRACE_RECORD_H
#define TRACE_RECORD_H

#include "trace/recording.h"

/* Who is named for the first time is known to the recording from now on. */
void record_fill(struct record *record, struct recording *recording,
                 const struct fields *fields);

#endif
