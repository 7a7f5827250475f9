/* The tasks as a tree by parent: who started whom. */
#ifndef TRACE_TREE_H
#define TRACE_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "trace/model.h"

struct tree_item {
    uint32_t task;
    int depth; /* 0: nobody's child */
};

/* The tasks there are by now, each before its children, those in the order they were made.
 * Returns how many; the list is owned. */
size_t tree_list(const struct model *model, struct tree_item **ret_items);

#endif
