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
 *     } */
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
