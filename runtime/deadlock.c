/* Who waits for whom when nobody can go on. A task is known to wait for at most one other: the
 * chain that begins at it is followed, and one that comes back to where it was is a circle. */
#include "deadlock.h"

#include <stdio.h>
#include <stdlib.h>

#include "future.h"
#include "site.h"
#include "task.h"

/* With its number, so that tasks of one function can be told apart. */
static void put_name(FILE *out, const char *before, const struct async_task *task)
{
    fprintf(out, "%s%s", before, task_title(task));
    if (!task->is_named)
        fprintf(out, "#%u", task->number);
}

/* What the task waits for, held by whom, and where in its code. */
static void put_held(FILE *out, const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    const struct async_task *holder = task_holder(task);
    bool is_for_end = holder && task_awaits(task, holder);
    fprintf(out, " waits for %s", reason->kind);
    if (is_for_end)
        put_name(out, " ", holder);
    else if (reason->name)
        fprintf(out, " '%s'", reason->name);
    if (holder && !is_for_end)
        put_name(out, " held by ", holder);
    if (task->site)
        fprintf(out, " (%s)", site_name(task->site));
}

/* Whom the task waits for, if that one waits, too. */
static const struct async_task *next_waiting(const struct async_task *task)
{
    const struct async_task *holder = task_holder(task);
    return holder && holder->reason ? holder : NULL;
}

/* Futures are marked while tasks are looked through. */
static bool mark(const struct async_task *task)
{
    return future_mark((struct async_future *)(uintptr_t)&task->future);
}

static void unmark_all(const struct async_loop *loop)
{
    for (struct async_task *task = loop->tasks.first; task; task = task->next)
        task->future.is_marked = false;
}

/* Marks the tasks from `task` on, to the end of the chain or to one that is marked, which is
 * returned, with the number of those that are newly marked. */
static const struct async_task *follow(const struct async_task *task, size_t *ret_n)
{
    size_t n = 0;
    for (; task && mark(task); task = next_waiting(task))
        n++;
    *ret_n = n;
    return task;
}

/* True if the chain comes back to the task within `n` steps. */
static bool comes_back(const struct async_task *task, size_t n)
{
    const struct async_task *at = task;
    while (at && n--) {
        at = next_waiting(at);
        if (at == task)
            return true;
    }
    return false;
}

/* A task that waits for others that wait for it; NULL if there is none. Looks at each task
 * twice at most. */
static const struct async_task *find_cycle(const struct async_loop *loop)
{
    const struct async_task *found = NULL;
    for (const struct async_task *task = loop->tasks.first; task && !found; task = task->next) {
        size_t n;
        const struct async_task *met = follow(task, &n);
        if (met && comes_back(met, n))
            found = met;
    }
    unmark_all(loop);
    return found;
}

/* "a#2 waits for lock 'x' held by b#3, which waits for lock 'y' held by a#2"; they stay
 * marked. */
static void put_cycle(FILE *out, const struct async_task *first)
{
    put_name(out, "", first);
    for (const struct async_task *task = first; mark(task); task = next_waiting(task)) {
        fputs(task == first ? "" : ", which", out);
        put_held(out, task);
    }
}

static void put_waits(FILE *out, const struct async_loop *loop)
{
    const char *separator = "";
    const struct async_task *cycle = find_cycle(loop);
    if (cycle) {
        put_cycle(out, cycle);
        separator = "; ";
    }
    for (const struct async_task *task = loop->tasks.first; task; task = task->next) {
        if (!task->reason || task->future.is_marked)
            continue;
        put_name(out, separator, task);
        put_held(out, task);
        separator = "; ";
    }
    unmark_all(loop);
}

char *deadlock_sentence(const struct async_loop *loop)
{
    char *text = NULL;
    size_t len_bytes;
    FILE *out = open_memstream(&text, &len_bytes);
    if (!out)
        return NULL;
    put_waits(out, loop);
    fclose(out);
    return text;
}
