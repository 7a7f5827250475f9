/* Why a task does not run: what it waits on, who holds that, what that one waits on. */
#ifndef TRACE_WHY_H
#define TRACE_WHY_H

#include "term/line.h"
#include "trace/model.h"

/* Adds a sentence: "cook#2 waits on lock 'cart', held by buy#3, which sleeps until 40
 * ms". A chain that comes back to one of its own tasks says so: that is a deadlock. */
void why_sentence(const struct model *model, uint32_t task, struct buf *out);

/* Adds where the tasks of that sentence are, one after the other: "cook#2 (kitchen.c:31), buy#3
 * (kitchen.c:17)"; nothing if no place is known. */
void why_places(const struct model *model, uint32_t task, struct buf *out);

/* Adds a drawing of the circle that the task is in or waits for; nothing if there is none. */
void why_circle(const struct model *model, uint32_t task, struct lines *out);

#endif
