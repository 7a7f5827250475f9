/* Where the running task goes on. It is seen only where it does something that the trace tells,
 * so this looks into what was recorded behind the position. */
#ifndef TRACE_AHEAD_H
#define TRACE_AHEAD_H

#include "trace/model.h"

/* The next place at which the running task is seen before it stops, as a string. 0: nothing
 * runs, it stops without being seen, or that is not recorded yet. */
uint32_t ahead_place(const struct model *model);

#endif
