/* The running event loop. Mirrors asyncio.get_running_loop() and what one asks of it. */
#ifndef ASYNC_LOOP_H
#define ASYNC_LOOP_H

#include <async/base.h>

ASYNC_C_BEGIN

/* The loop's clock in milliseconds; it begins at 0 when the clock is virtual. Mirrors
 * loop.time(). */
int64_t async_time_ms(void);
int64_t async_time_us(void);

/* The number of the present tick: how often the loop went round, from 1. 0 outside a loop. */
uint64_t async_tick(void);

/* True while this thread runs a loop. */
bool async_is_running(void);

/* A step that takes `ms` without awaiting: on the virtual clock the time jumps, on the real one
 * the thread sleeps; nothing with 0 or less. For demonstrating what a blocking call does to
 * everybody else; mirrors time.sleep(). */
void async_block(int64_t ms, const char *site);
#define async_block(ms) (async_block)((ms), ASYNC_HERE)

/* How the running loop notices that a task uses up its stack: "guard pages (...)" or
 * "canaries". Never NULL. */
const char *async_stack_guards(void);

ASYNC_C_END

#endif
