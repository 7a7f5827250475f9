/* Futures from the inside: settling, cancelling and their kinds. */
#ifndef RUNTIME_FUTURE_H
#define RUNTIME_FUTURE_H

#include <async/future.h>

/* What is different about tasks, gathers and the like. */
struct async_future_kind {
    const char *name;
    /* Asks for cancellation; borrows `detail`. NULL: settle as cancelled. */
    bool (*cancel)(struct async_future *future, struct async_error *detail);
    /* Frees the storage after the last reference went. */
    void (*destroy)(struct async_future *future);
};

/* A future of the library's own on the stack of the task that waits for it. */
static inline void future_init_internal(struct async_future *future)
{
    *future = (struct async_future){ .is_loop_internal = true };
}

/* Settle a pending future. `error` is consumed. */
void future_settle_result(struct async_future *future, void *result);
void future_settle_error(struct async_future *future, int err, struct async_error *error);
/* A task that ended with a CancelledError: that one, with its detail, is handed out to the
 * first who asks. */
void future_settle_cancelled(struct async_future *future, struct async_error *detail);

/* Wakes who waits for a future of the library's own; false if it is done or cancelled
 * already. */
static inline bool future_wake(struct async_future *waiter)
{
    if (waiter->state != ASYNC_FUTURE_PENDING)
        return false;
    future_settle_result(waiter, NULL);
    return true;
}

/* Notes the message of a request for cancellation; borrows `detail`. */
void future_set_cancel_detail(struct async_future *future, struct async_error *detail);

/* The CancelledError of a future, as asyncio makes it: the one it ended with, once; then one
 * with the message of the last request. Owned. */
struct async_error *future_cancelled_error(struct async_future *future);

bool future_cancel(struct async_future *future, struct async_error *detail);

/* Marks it; false if it was marked already. Finds the repeated ones among arguments; who marks
 * takes all marks away again. */
static inline bool future_mark(struct async_future *future)
{
    bool is_first = !future->is_marked;
    future->is_marked = true;
    return is_first;
}

/* The outcome of a done future, now seen: 0, or its error with the detail (owned, may be NULL).
 */
int future_outcome(struct async_future *future, struct async_error **ret_detail);

/* Puts a node on the list of callbacks of a pending future; takes it off again (false: not
 * there). */
static inline void future_add_node(struct async_future *future, struct async_node *node)
{
    node->next = NULL;
    if (future->first)
        future->last->next = node;
    else
        future->first = node;
    future->last = node;
}
bool future_remove_node(struct async_future *future, struct async_node *node);
/* Takes a node away whose storage goes and that has not run: off the future's list, or off the
 * ready queue. */
void future_forget_node(struct async_future *future, struct async_node *node);

/* The same for a callback, which may have run. */
void callback_forget(struct async_callback *callback);

#endif
