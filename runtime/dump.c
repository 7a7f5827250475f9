/* Sentences about suspended tasks. */
#include "dump.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "task.h"

static void put_wait(FILE *out, const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    fprintf(out, "%s waits for %s", task->coro.name, reason->kind);
    if (reason->name)
        fprintf(out, " '%s'", reason->name);
    const struct async_task *holder = reason->holder ? *reason->holder : NULL;
    if (holder && holder->coro.name != reason->name)
        fprintf(out, " held by %s", holder->coro.name);
    if (task->site)
        fprintf(out, " (%s)", task->site);
}

char *dump_waits(const struct async_loop *loop)
{
    char *text = NULL;
    size_t len_bytes;
    FILE *out = open_memstream(&text, &len_bytes);
    if (!out)
        return NULL;
    const char *separator = "";
    for (const struct async_task *task = loop->tasks.first; task; task = task->next) {
        if (!task->reason)
            continue;
        fputs(separator, out);
        put_wait(out, task);
        separator = "; ";
    }
    fclose(out);
    return text;
}
