/* Where other threads leave calls for the loop. */
#ifndef RUNTIME_INBOX_H
#define RUNTIME_INBOX_H

#include "loop.h"

/* Makes the loop ready to be woken by other threads. 0 or ASYNC_ENOMEM. */
int inbox_open(struct async_loop *loop);
/* After fork(), in the child: the threads that may have had the lock are not here, and what
 * they brought is lost. */
void inbox_renew(struct async_loop *loop);
void inbox_close(struct async_loop *loop);

/* From any thread: `handle` runs in the loop, as soon as it looks. */
void inbox_post(struct async_loop *loop, struct async_handle *handle);

/* From the loop: moves what has come to the ready queue. */
void inbox_drain(struct async_loop *loop);

#endif
