/* Coroutine objects: a call that has not run yet. Mirrors what calling an `async def` function
 * returns.
 *
 * A coroutine function is an ordinary C function that may suspend:
 *
 *     static int fetch(void *arg)
 *     {
 *         int err = async_sleep(100);
 *         if (err)
 *             return err;
 *         return async_return(arg);
 *     }
 *
 * async_coro(fetch, "a") makes an object of the call, as fetch("a") does in Python: nothing of
 * it runs until the object is awaited (inline, in the same task) or made a task. Called
 * directly, fetch("a") runs at once, which is what `await fetch("a")` does in Python. */
#ifndef ASYNC_CORO_H
#define ASYNC_CORO_H

#include <async/base.h>
#include <async/future.h>

ASYNC_C_BEGIN

/* A coroutine function: returns 0, or an error, which is negative (any other number counts as
 * one, too). May suspend. */
typedef int async_fn(void *arg);

/* The object for the call fn(arg). The caller owns it, and hands it over by awaiting it, making
 * a task of it, or passing it to any function that says so; else async_coro_close() it. `arg`
 * is borrowed and must live as long as the call. NULL if out of memory: functions that take a
 * coroutine take that NULL too, and report ASYNC_ENOMEM, so that calls can be nested. Mirrors
 * calling an `async def` function.
 * Example:
 *     struct async_task *task = async_create_task(async_coro(fetch, "a")); */
struct async_coro *async_coro(async_fn *fn, void *arg, const char *name, const char *site);
#define async_coro(fn, arg) (async_coro)((fn), (arg), #fn, ASYNC_HERE)

/* Gives up a coroutine object, and reports it as asyncio does: "coroutine 'fetch' was never
 * awaited". Objects that nobody gave up are reported when the loop ends. Takes NULL. Mirrors
 * the end of the last reference to a coroutine. */
void async_coro_close(struct async_coro *coro);

/* Runs it in the calling task, now, on the same stack; consumes it. Returns what it returns,
 * and in `*ret_result` (may be NULL) what it gave to async_return(); ASYNC_ENOMEM for NULL;
 * ASYNC_ERUNTIME outside a task, or if it was awaited or made a task before ("cannot reuse
 * already awaited coroutine"; that is noticed until another object takes its place in
 * memory, and not for objects made outside a loop: an object is gone once it is consumed).
 * May suspend where the coroutine does. Mirrors `await coroutine`. */
ASYNC_MUST_CHECK int async_coro_await(struct async_coro *coro, void **ret_result,
                                      const char *site);

/* Sets the result of the coroutine that runs, and returns 0: `return async_return(page);`.
 * The pointer is passed on as it is; who owns what it points to is yours to say. A function
 * that was called directly is a part of its caller: the result is the caller's then, so
 * await an object to get a value out. Nothing outside a task. Mirrors `return value`. */
int async_return(void *result);

/* await for all three kinds: a coroutine object (consumed), a task or a future (borrowed).
 *
 * May suspend. Returns the error with which it ended, or 0 and in `*ret_result` (may be NULL)
 * its result; ASYNC_ECANCELED; ASYNC_ENOMEM for NULL; ASYNC_ERUNTIME outside a task. Mirrors
 * `await x`.
 * Example:
 *     void *text;
 *     int err = async_await(async_coro(fetch, "a"), &text);
 *     if (err)
 *         return err; */
#define async_await(awaitable, ret_result)                                           \
    ASYNC_BY_KIND(awaitable, async_coro_await, async_task_await, async_future_await) \
    ((awaitable), (ret_result), ASYNC_HERE)

ASYNC_C_END

#endif
