/* What all tasks are doing, for people. Mirrors `python -m asyncio pstree` and
 * asyncio.print_call_graph() of Python 3.14. */
#ifndef ASYNC_DUMP_H
#define ASYNC_DUMP_H

#include <stdio.h>

#include <async/base.h>

ASYNC_C_BEGIN

/* Writes the unfinished tasks of this thread's loop, a line each, every one indented below the
 * task that made it (or at the margin, if that one is done): its name and function; whether it
 * runs, is ready, or waits, for what, held by whom and until when; and its coroutines with
 * their lines in the source, the innermost first:
 *
 *     3 tasks
 *     Task-1 (main) waits for gather: in main at shop.c:40
 *       Task-2 (buy) waits for lock 'cart' held by Task-3: in buy at shop.c:21
 *       Task-3 (nap) waits for sleep until 100 ms: in rest at a.c:4, awaited by nap at a.c:9
 *
 * `out` is borrowed, and flushed. Never suspends. With ASYNC_DEBUG=1 in the environment the
 * signal SIGUSR1 has the loop do this to stderr, at its next tick.
 * Example:
 *     async_dump_tasks(stderr); */
void async_dump_tasks(FILE *out);

ASYNC_C_END

#endif
