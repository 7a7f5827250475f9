/* Callbacks from the inside. */
#ifndef RUNTIME_HANDLE_H
#define RUNTIME_HANDLE_H

#include "loop.h"

/* A handle that calls fn(arg) when it is run; name and site may be NULL. handle_run is `run`
 * of its node. */
void handle_init(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                 const char *name, const char *site);
void handle_run(struct async_node *node);

/* Calls handle->fn at `deadline_ns` from a timer. 0 or ASYNC_ENOMEM. */
int handle_call_at_ns(struct async_loop *loop, struct async_handle *handle, int64_t deadline_ns,
                      void (*fn)(void *arg), void *arg);
/* Arms a timer that has its sequence and a reserved place. */
void handle_add_reserved(struct async_loop *loop, struct async_handle *handle,
                         int64_t deadline_ns);
void handle_cancel(struct async_loop *loop, struct async_handle *handle);

#endif
