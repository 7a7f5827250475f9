/* libasync: asyncio's semantics for C, on stackful coroutines and libev.
 *
 * This is the umbrella; each header below documents one concept. A first program:
 *
 *     #include <async.h>
 *     #include <stdio.h>
 *
 *     static int hello(void *arg)
 *     {
 *         int err = async_sleep(100);
 *         if (err)
 *             return err;
 *         printf("hello, %s\n", (const char *)arg);
 *         return 0;
 *     }
 *
 *     int main(void)
 *     {
 *         return async_run(async_coro(hello, "world"), NULL) ? 1 : 0;
 *     }
 *
 * What holds wherever a function does not say otherwise:
 *
 * - It belongs to the thread of the loop. <async/thread.h> has what other threads may call.
 * - It never suspends. What may suspend says so, needs a task, and is where a cancellation or
 *   the end of a timeout comes out.
 * - It returns 0 or a negative error, and fills what a `ret_` argument points to only with 0.
 * - Arguments are not NULL. But a coroutine object, task or future that there was no memory
 *   for may be awaited, gathered, waited for, shielded, cancelled and released: the error
 *   comes out where it is awaited.
 * - Storage that a caller gives (a lock, a future, a scope) stays where it is while anybody
 *   uses it, and its fields are private. What no function gives up in the end can just go. */
#ifndef ASYNC_H
#define ASYNC_H

#include <async/as_completed.h>
#include <async/barrier.h>
#include <async/base.h>
#include <async/condition.h>
#include <async/coro.h>
#include <async/dump.h>
#include <async/error.h>
#include <async/event.h>
#include <async/executor.h>
#include <async/filewatch.h>
#include <async/future.h>
#include <async/gather.h>
#include <async/group.h>
#include <async/handle.h>
#include <async/io.h>
#include <async/local.h>
#include <async/lock.h>
#include <async/loop.h>
#include <async/process.h>
#include <async/queue.h>
#include <async/run.h>
#include <async/semaphore.h>
#include <async/server.h>
#include <async/shield.h>
#include <async/signal.h>
#include <async/sleep.h>
#include <async/stream.h>
#include <async/task.h>
#include <async/thread.h>
#include <async/timeout.h>
#include <async/wait.h>

#endif
