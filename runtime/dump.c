/* All tasks as a tree, each below the one that made it. */
#include <async/dump.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "task.h"

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
    const struct async_task *holder = task_holder(task);
    fprintf(out, " waits for %s", reason->kind);
    if (holder && task_awaits(task, holder))
        fprintf(out, " %s", async_task_name(holder));
    else if (reason->name)
        fprintf(out, " '%s'", reason->name);
    if (holder && !task_awaits(task, holder))
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
