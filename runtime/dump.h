/* Who waits for what: for reports and for people who ask (<async/dump.h>). */
#ifndef RUNTIME_DUMP_H
#define RUNTIME_DUMP_H

#include "loop.h"

/* Those first who wait for each other in a circle, if there is one:
 * "fetch waits for lock 'cart' held by buy (shop.c:12), which waits for task 'fetch'
 * (shop.c:30); main waits for ..." of all unfinished tasks; owned, NULL if out of memory. */
char *dump_waits(const struct async_loop *loop);

#endif
