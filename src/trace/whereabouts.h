/* Where a task is in the source. One that runs is seen only where it does something that the
 * trace tells; so where it goes on is looked up in what was recorded behind the position. */
#ifndef TRACE_WHEREABOUTS_H
#define TRACE_WHEREABOUTS_H

#include "trace/model.h"

/* The place, as a string: if the task runs, the next one at which it is seen before it stops;
 * else, or where there is none or it is not recorded yet, the one where it was seen last; 0 if
 * it never was. */
uint32_t whereabouts_find(const struct model *model, uint32_t task);

/* Adds " (kitchen.c:31)", if the task has not ended and its place is known. */
void whereabouts_describe(const struct model *model, uint32_t task, struct buf *out);

#endif
