/* "I am at it": one line on a terminal, drawn over itself while something takes its time, and
 * taken away in the end. Nothing is written where nobody looks, where the cursor cannot be
 * moved, and with --plain. */
#ifndef TERM_WORKING_H
#define TERM_WORKING_H

#include <stddef.h>
#include <stdio.h>

#include "term/caps.h"

struct working {
    FILE *file; /* borrowed; NULL: nobody looks */
    struct caps caps;
    bool is_shown;
};

/* `file` is usually stderr, `like` the capabilities of where results go. */
void working_init(struct working *working, FILE *file, const struct caps *like);

/* Says what goes on, cut to one line. */
void working_say(struct working *working, const char *text);

/* The same behind a bar and "3 of 30". */
void working_count(struct working *working, size_t done, size_t total, const char *text);

/* Takes the line away: before something else is written, and at the end. */
void working_clear(struct working *working);

#endif
