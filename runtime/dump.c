/* Sentences about suspended tasks: all of them as a tree, and who waits for whom when nobody
 * can go on. */
#include "dump.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <async/dump.h>

#include "clock.h"
#include "task.h"

/* ---- One task ---- */

/* Who must act before the task can go on; NULL if that is not known. */
static const struct async_task *holder_of(const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    return reason && reason->holder ? *reason->holder : NULL;
}

/* True if it waits for the holder's end. */
static bool awaits(const struct async_task *task, const struct async_task *holder)
{
    return task->waiter == &holder->future;
}

/* ---- The tree ---- */

/* A task, and where it hangs. */
struct branch {
    const struct async_task *task;
    struct branch *parent, *child, *sibling; /* first child, next sibling */
};

/* The branch of the task with this number. They are in the order of their numbers. */
static struct branch *branch_find(struct branch *branches, size_t n, uint32_t id)
{
    while (n) {
        struct branch *middle = branches + n / 2;
        uint32_t at = middle->task->future.id;
        if (at == id)
            return middle;
        n = at < id ? n - n / 2 - 1 : n / 2;
        branches = at < id ? middle + 1 : branches;
    }
    return NULL;
}

/* Hangs every task under the one that made it, or under the root, if that one is done. The last
 * goes first, so that siblings come out in the order they were made. */
static void branches_hang(struct branch *branches, size_t n, struct branch *root)
{
    for (struct branch *at = branches + n; at-- > branches;) {
        struct branch *maker = branch_find(branches, n, at->task->parent_id);
        at->parent = maker ? maker : root;
        at->sibling = at->parent->child;
        at->parent->child = at;
    }
}

static void put_name(FILE *out, const struct async_task *task)
{
    fprintf(out, "%s (%s)", async_task_name(task), task->coro.name);
}

static void put_site(FILE *out, const char *site)
{
    if (site)
        fprintf(out, " at %s", site);
}

/* Where each of its coroutines stands, the innermost first. */
static void put_frames(FILE *out, const struct async_task *task, const char *site)
{
    const char *word = ": in ";
    for (const struct async_coro *frame = task->frame; frame; frame = frame->outer) {
        fprintf(out, "%s%s", word, frame->name);
        put_site(out, site);
        site = frame->await_site;
        word = ", awaited by ";
    }
}

static void put_wait(FILE *out, const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    const struct async_task *holder = holder_of(task);
    fprintf(out, " waits for %s", reason->kind);
    if (holder && awaits(task, holder))
        fprintf(out, " %s", async_task_name(holder));
    else if (reason->name)
        fprintf(out, " '%s'", reason->name);
    if (holder && !awaits(task, holder))
        fprintf(out, " held by %s", async_task_name(holder));
    if (reason->until_ns != TIMER_NEVER)
        fprintf(out, " until %" PRId64 " ms", reason->until_ns / NS_PER_MS);
}

static void put_task(FILE *out, const struct async_task *task)
{
    const char *site = task->site;
    put_name(out, task);
    if (task == task->loop->current) {
        fputs(" runs", out);
        site = NULL;
    } else if (task->reason && task->waiter->state == ASYNC_FUTURE_PENDING) {
        put_wait(out, task);
    } else {
        fputs(" is ready", out);
    }
    put_frames(out, task, site);
    fputc('\n', out);
}

/* From the root's first child through the whole tree, a parent before its children. */
static void put_branches(FILE *out, const struct branch *at)
{
    int depth = 0;
    while (at) {
        if (at->task) {
            fprintf(out, "%*s", 2 * depth, "");
            put_task(out, at->task);
        }
        if (at->child) {
            depth += at->task != NULL;
            at = at->child;
            continue;
        }
        while (at && !at->sibling) {
            at = at->parent;
            depth--;
        }
        at = at ? at->sibling : NULL;
    }
}

static void put_tasks(FILE *out, struct async_loop *loop, struct branch *branches, size_t n)
{
    size_t i = 0;
    for (const struct async_task *task = loop->tasks.first; task; task = task->next)
        branches[i++] = (struct branch){ .task = task };
    struct branch root = { 0 };
    branches_hang(branches, n, &root);
    put_branches(out, &root);
}

void async_dump_tasks(FILE *out)
{
    struct async_loop *loop = loop_current();
    size_t n = async_all_tasks(NULL, 0);
    fprintf(out, "%zu task%s\n", n, n == 1 ? "" : "s");
    struct branch *branches = n ? calloc(n, sizeof(*branches)) : NULL;
    if (branches)
        put_tasks(out, loop, branches, n);
    else if (n)
        fputs("(out of memory for their list)\n", out);
    free(branches);
    fflush(out);
}

/* ---- Who waits for whom ---- */

/* What the task waits for, held by whom, and where in its code. */
static void put_held(FILE *out, const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    const struct async_task *holder = holder_of(task);
    bool is_for_end = holder && awaits(task, holder);
    const char *name = is_for_end ? task_title(holder) : reason->name;
    fprintf(out, " waits for %s", reason->kind);
    if (name)
        fprintf(out, " '%s'", name);
    if (holder && !is_for_end)
        fprintf(out, " held by %s", task_title(holder));
    if (task->site)
        fprintf(out, " (%s)", task->site);
}

/* Whom the task waits for, if that one waits, too. */
static const struct async_task *next_waiting(const struct async_task *task)
{
    const struct async_task *holder = holder_of(task);
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

/* "a waits for lock 'x' held by b, which waits for lock 'y' held by a"; they stay marked. */
static void put_cycle(FILE *out, const struct async_task *first)
{
    const char *who = task_title(first);
    for (const struct async_task *task = first; mark(task); task = next_waiting(task)) {
        fputs(who, out);
        put_held(out, task);
        who = ", which";
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
        fprintf(out, "%s%s", separator, task_title(task));
        put_held(out, task);
        separator = "; ";
    }
    unmark_all(loop);
}

char *dump_waits(const struct async_loop *loop)
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
