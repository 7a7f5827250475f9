#include "trace/tree.h"

#include <stdlib.h>

#include "base/mem.h"

/* By task; [0] is the root above all of them. */
struct links {
    uint32_t *child; /* its first one; 0: none */
    uint32_t *sibling;
};

/* A parent that the trace names only later would be its own descendant. */
static uint32_t parent_of(const struct model *model, uint32_t task)
{
    uint32_t parent = model->recording->tasks[task].parent;
    return parent < task ? parent : 0;
}

static void link_tasks(const struct model *model, struct links *links)
{
    size_t count = model->state.task_count;
    links->child = mem_alloc((count + 1) * sizeof(*links->child));
    links->sibling = mem_alloc((count + 1) * sizeof(*links->sibling));
    for (size_t task = count; task-- > 1;) {
        uint32_t parent = parent_of(model, (uint32_t)task);
        links->sibling[task] = links->child[parent];
        links->child[parent] = (uint32_t)task;
    }
}

/* The task after this one, depth first; 0: it was the last. */
static uint32_t next_task(const struct model *model, const struct links *links, uint32_t task,
                          int *depth)
{
    if (links->child[task]) {
        (*depth)++;
        return links->child[task];
    }
    while (task && !links->sibling[task]) {
        task = parent_of(model, task);
        (*depth)--;
    }
    return task ? links->sibling[task] : 0;
}

size_t tree_list(const struct model *model, struct tree_item **ret_items)
{
    struct links links;
    struct tree_item *items = mem_alloc((model->state.task_count + 1) * sizeof(*items));
    size_t count = 0;
    int depth = -1;
    link_tasks(model, &links);
    for (uint32_t task = next_task(model, &links, 0, &depth); task;
         task = next_task(model, &links, task, &depth)) {
        if (model->state.tasks[task].status != TASK_UNBORN)
            items[count++] = (struct tree_item){ task, depth };
    }
    free(links.child);
    free(links.sibling);
    *ret_items = items;
    return count;
}
