/* The program's source text, and where in it each task is. */
#ifndef TRACE_SOURCE_H
#define TRACE_SOURCE_H

#include <stdbool.h>

#include "term/line.h"
#include "trace/model.h"

struct source {
    char *path;                 /* owned: as the trace names it */
    struct lines lines;         /* coloured; none if the file was not found */
    struct function *functions; /* that were looked for: thousands of tasks may be of one */
    size_t function_count, function_cap;
};

/* Files that were asked for once. */
struct sources {
    const char *home; /* borrowed: relative paths are looked up here too; NULL: only here */
    /* Borrowed: the folder of the trace, in which each path is looked up too, and each tail of
     * it: what is sent on lies flatter than it did at home. NULL: there is none. */
    const char *beside;
    /* Borrowed: the file that the functions are in, if that is not where their tasks are made;
     * NULL: unknown. */
    const char *main;
    struct source **items;
    size_t count, cap;
};

/* A line of a source text. */
struct place {
    struct source *source; /* borrowed */
    int line;              /* from 1 */
};

/* The place that the trace calls "dir/await.c:12". False if the file or the line is not
 * there. */
bool sources_find(struct sources *sources, const char *at, struct place *ret_place);

/* Where the task is (trace/whereabouts.h); before it ran, the first line of its function. False
 * if that is not known, or the file is not there. */
bool sources_place(struct sources *sources, const struct model *model, uint32_t task,
                   struct place *ret_place);

/* Adds a sentence: where the file of this name was looked for, which is not there. */
void sources_tell_missing(const struct sources *sources, const char *path, struct buf *out);

/* The text of `main`; NULL if there is none. */
struct source *sources_main(struct sources *sources);

void sources_finish(struct sources *sources);

#endif
