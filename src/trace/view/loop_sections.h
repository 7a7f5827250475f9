/* What stands in the Loop pane below what runs, one section below the other: what is ready in
 * which order, what comes from outside and from threads, timers, and what tasks share. */
#ifndef TRACE_LOOP_SECTIONS_H
#define TRACE_LOOP_SECTIONS_H

#include "trace/view/view.h"

enum { LOOP_LABEL_COLUMNS = 8, LOOP_SECTIONS = 6 };

struct loop_section {
    const char *label;
    const char *one, *many; /* "and 1 timer", "and 3 timers" */
    int share;              /* of the rows that are left, at most, per cent: others follow */
    const char *nothing;    /* said in the place of none; NULL: nothing is */
    size_t (*count)(const struct model *model);
    /* From `row` on, in at most so many rows and at least one, where there is something to
     * draw; what has no room is counted. Returns the row after it. */
    int (*draw)(const struct view *view, struct screen *screen, struct rect area, int row,
                int rows);
};

extern const struct loop_section loop_sections[LOOP_SECTIONS];

#endif
