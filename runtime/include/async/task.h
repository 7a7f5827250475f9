/* Tasks: coroutines that the loop runs beside each other. Mirrors asyncio.Task.
 *
 * A task is a future for its coroutine's outcome. It runs until it awaits something that is not
 * done; the loop then runs whoever is next in the ready queue. */
#ifndef ASYNC_TASK_H
#define ASYNC_TASK_H

#include <async/base.h>
#include <async/coro.h>
#include <async/future.h>

ASYNC_C_BEGIN

/* Makes a task of the coroutine, which it consumes, and puts it on the ready queue: it
 * starts in the next tick, not now. Returns a reference that the caller owns:
 * async_task_release() it when done with it (the task runs on all the same). NULL if out of
 * memory, outside a running loop, or for a coroutine that was consumed before. Never
 * suspends. Mirrors asyncio.create_task().
 * Example:
 *     struct async_task *task = async_create_task(async_coro(fetch, "a"));
 *     ...
 *     void *page;
 *     int err = async_await(task, &page);
 *     async_task_release(task);
 *     if (err)
 *         return err; */
struct async_task *async_create_task(struct async_coro *coro, const char *site);
#define async_create_task(coro) (async_create_task)((coro), ASYNC_HERE)

/* One more reference, and one less; both take NULL. A task is freed when it is done and nobody
 * refers to it. */
struct async_task *async_task_retain(struct async_task *task);
void async_task_release(struct async_task *task);

/* The task as the future it is; borrowed. */
struct async_future *async_task_future(struct async_task *task);

/* Waits for the task; then its result or error, as async_future_await(). May suspend. Returns
 * ASYNC_ENOMEM for NULL. Mirrors `await task`. */
ASYNC_MUST_CHECK int async_task_await(struct async_task *task, void **ret_result,
                                      const char *site);

/* Asks the task to stop: the await in which it is suspended returns ASYNC_ECANCELED, in a later
 * tick; if it runs, its next suspension does; if it has not started, it never runs at all. The
 * message (may be NULL; copied) travels with it. False if the task is done, or NULL. Requests
 * are counted; see async_task_uncancel(). Never suspends. Mirrors Task.cancel().
 * Example:
 *     async_task_cancel(task, "nobody wants it any more");
 *     int err = async_await(task, NULL); // ASYNC_ECANCELED, once it has cleaned up
 *     async_task_release(task);
 *     return err == ASYNC_ECANCELED ? 0 : err; */
bool async_task_cancel(struct async_task *task, const char *message);
/* Takes one request back and returns how many remain; at 0 one that was not delivered yet is
 * withdrawn. For code that turns a cancellation into something else, as timeouts do. Mirrors
 * Task.uncancel(). */
unsigned async_task_uncancel(struct async_task *task);
/* How many requests there are. Mirrors Task.cancelling(). */
unsigned async_task_cancelling(const struct async_task *task);

/* How it stands: done in any way; ended by a cancellation. Mirror Task.done(),
 * Task.cancelled(). */
bool async_task_is_done(const struct async_task *task);
bool async_task_is_cancelled(const struct async_task *task);

/* The name, "Task-N" at first; borrowed. set_name copies, and keeps the old one if out of
 * memory. Mirror Task.get_name(), Task.set_name(). */
const char *async_task_name(const struct async_task *task);
void async_task_set_name(struct async_task *task, const char *name);
/* The name of its coroutine function; borrowed. */
const char *async_task_coro_name(const struct async_task *task);

/* The running task, borrowed; NULL in a callback or outside a loop. Mirrors
 * asyncio.current_task(). */
struct async_task *async_current_task(void);

/* The unfinished tasks in the order they were created: fills up to `cap` borrowed pointers and
 * returns how many there are; 0 outside a loop. Mirrors asyncio.all_tasks().
 * Example:
 *     struct async_task *tasks[16];
 *     size_t n_tasks = async_all_tasks(tasks, 16);
 *     for (size_t i = 0; i < n_tasks && i < 16; i++)
 *         puts(async_task_name(tasks[i])); */
size_t async_all_tasks(struct async_task **tasks, size_t cap);

ASYNC_C_END

#endif
