/* A record as a sentence: a subject, and what it does or what happens to it. */
#ifndef TRACE_SENTENCE_H
#define TRACE_SENTENCE_H

#include "trace/recording.h"

/* The task that does what the record tells, or to which it happens; 0: none. */
uint32_t sentence_task(const struct record *record);

/* Adds who the record is about: that task, "loop", or "program" for what it printed past stdio.
 * Returns the task; 0 for the others. */
uint32_t sentence_subject(const struct recording *recording, const struct record *record,
                          struct buf *out);

/* Adds the rest: "waits: sleep until 400 ms". `index` is the record's. */
void sentence_predicate(const struct recording *recording, const struct record *record,
                        size_t index, struct buf *out);

/* Whether the record tells of the machinery below the program: timers, the library's own
 * futures and callbacks, what a gather is made of, what the judge does and notes. Views fold it
 * away until asked. */
bool sentence_is_internal(const struct recording *recording, const struct record *record);

#endif
