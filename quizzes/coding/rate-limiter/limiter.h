/* Exercise rate-limiter: what is yours to write. */
#ifndef LIMITER_H
#define LIMITER_H

#include <async.h>

/* Yours to define: `struct limiter { ... };` in your file. */
struct limiter;

/* A limiter that lets up to `limit` jobs run at the same time (1 or more); NULL if out of memory. */
struct limiter *limiter_create(size_t limit);

/* Runs job(arg) as soon as there is room, and returns what it returns; see the statement. */
int limiter_run(struct limiter *limiter, async_fn *job, void *arg);

/* Frees it. Nobody is in limiter_run() any more. Takes NULL. */
void limiter_destroy(struct limiter *limiter);

#endif
