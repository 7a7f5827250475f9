/* What ran when, drawn from the trace of a run: a bar for each operation.
 *
 *     http://site-1.test/  ####                        0 to 33 ms
 *     http://site-2.test/      ####                   33 to 66 ms */
#ifndef JUDGE_TIMELINE_H
#define JUDGE_TIMELINE_H

#include "base/buf.h"
#include "judge/facts.h"

/* Adds a line for each of the first few operations; nothing if there were none. */
void timeline_add(const struct facts *facts, struct buf *out);

#endif
