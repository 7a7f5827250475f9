/* The sentence about a deadlock. */
#ifndef RUNTIME_DEADLOCK_H
#define RUNTIME_DEADLOCK_H

#include "loop.h"

/* Those first who wait for each other in a circle, if there is one:
 * "fetch#2 waits for lock 'cart' held by buy#3 (shop.c:12), which waits for task fetch#2
 * (shop.c:30); main#1 waits for ..." of all unfinished tasks; owned, NULL if out of memory. */
char *deadlock_sentence(const struct async_loop *loop);

#endif
