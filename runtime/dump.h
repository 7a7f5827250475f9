/* Who waits for what: for reports and for people who ask. */
#ifndef RUNTIME_DUMP_H
#define RUNTIME_DUMP_H

#include "loop.h"

/* "fetch waits for lock 'cart' held by buy (shop.c:12); ..." of all unfinished tasks; owned,
 * NULL if out of memory. */
char *dump_waits(const struct async_loop *loop);

#endif
