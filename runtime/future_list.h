/* What callers wait for several of: futures, or tasks, which are futures, too. */
#ifndef RUNTIME_FUTURE_LIST_H
#define RUNTIME_FUTURE_LIST_H

#include <async/task.h>

struct future_list {
    struct async_future *const *futures; /* NULL: `tasks` it is */
    struct async_task *const *tasks;
    size_t n;
};

static inline struct async_future *future_at(const struct future_list *list, size_t i)
{
    return list->futures ? list->futures[i] : async_task_future(list->tasks[i]);
}

/* True if one of them is missing, because there was no memory for it. */
static inline bool future_list_has_gap(const struct future_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!future_at(list, i))
            return true;
    return false;
}

#endif
