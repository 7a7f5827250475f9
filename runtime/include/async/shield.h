/* Protection from the waiter's cancellation. Mirrors asyncio.shield(). */
#ifndef ASYNC_SHIELD_H
#define ASYNC_SHIELD_H

#include <async/base.h>
#include <async/future.h>

ASYNC_C_BEGIN

/* A future that gets the outcome of `inner` but does not pass cancellation on to it; `inner`
 * itself, retained, if that is done. Returns a reference the caller owns; NULL if out of
 * memory, or outside a loop. `inner` is retained while needed. Never suspends. 
 * Mirrors asyncio.shield().
 * Example:
 *     struct async_future *shield = async_shield(async_task_future(task), "shield");
 *     int err = async_await(shield, NULL);
 *     async_future_release(shield);
 *     if (err)
 *         return err; */
struct async_future *async_shield(struct async_future *inner, const char *name);

ASYNC_C_END

#endif
