/* Futures: a result that will be there later. Mirrors asyncio.Future; a task is one too.
 *
 * A future is pending until somebody sets its result or its error, or cancels it. Its
 * done-callbacks are then put on the ready queue, in the order they were added: nothing is ever
 * called at once. */
#ifndef ASYNC_FUTURE_H
#define ASYNC_FUTURE_H

#include <async/base.h>

ASYNC_C_BEGIN

enum async_future_state {
    ASYNC_FUTURE_PENDING,
    ASYNC_FUTURE_RESULT,
    ASYNC_FUTURE_FAILED,
    ASYNC_FUTURE_CANCELLED,
};

/* Storage of a future; the fields are private. */
struct async_future {
    struct async_node *first,
        *last; /* callbacks, FIFO; they move to the ready queue when it settles */
    void *result;
    struct async_error *error; /* FAILED: its detail. CANCELLED: that of the CancelledError a
                                  task ended with, which is handed out once */
    struct async_error *cancel_detail;    /* message of the last request for cancellation */
    const struct async_future_kind *kind; /* NULL: a plain future */
    const char *name;
    uint32_t refs; /* one is the caller's storage itself */
    uint32_t id;   /* in traces; 0 until it is traced */
    int err;
    uint8_t state;
    bool is_unseen;        /* failed, and nobody has looked at the error yet */
    bool is_loop_internal; /* made by the library: not a node of its own in traces */
    bool is_marked;        /* during a call that looks for repeated arguments */
};

/* A function to call when a future is done. Give it storage that lives until it ran or was
 * removed. */
struct async_callback {
    struct async_node node; /* on the future's list, then on the ready queue */
    struct async_future *future;
    void (*fn)(struct async_future *future, void *arg);
    void *arg;
};

/* A pending future on caller storage. Nothing is allocated; there is no error. When the storage
 * goes, async_future_finish() it; nobody may be waiting for it then. `name` (borrowed, may be
 * NULL) is shown in traces. Mirrors loop.create_future().
 * Example:
 *     struct async_future order;
 *     void *dish;
 *     async_future_init(&order, "order");
 *     ... // the cook: async_future_set_result(&order, "soup")
 *     int err = async_await(&order, &dish);
 *     async_future_finish(&order);
 *     if (err)
 *         return err; */
void async_future_init(struct async_future *future, const char *name);
void async_future_finish(struct async_future *future);

/* The same on the heap, with one reference, which the caller owns. NULL if out of memory. */
struct async_future *async_future_create(const char *name);
struct async_future *async_future_retain(struct async_future *future);
void async_future_release(struct async_future *future); /* takes NULL */

/* Settle it. Return 0, or ASYNC_EINVALIDSTATE if it is done (ASYNC_ERUNTIME for a task: only
 * its coroutine settles a task; ASYNC_EVALUE for an `err` that is not negative). The detail of
 * `err` is async_error_last(err). The result is not owned. Never suspend. Mirror
 * Future.set_result(), set_exception(). */
ASYNC_MUST_CHECK int async_future_set_result(struct async_future *future, void *result);
ASYNC_MUST_CHECK int async_future_set_error(struct async_future *future, int err);

/* Asks for cancellation; `message` may be NULL. A plain future is cancelled at once; a task is
 * asked to (see async_task_cancel()); a gather passes it on to its children. False if it was
 * done already, or NULL. Never suspends. Mirrors Future.cancel(). */
bool async_future_cancel(struct async_future *future, const char *message);

/* How it stands: no longer pending; cancelled. Mirror Future.done(), Future.cancelled(). */
bool async_future_is_done(const struct async_future *future);
bool async_future_is_cancelled(const struct async_future *future);

/* The outcome of a done future: 0 and `*ret_result` (which may be NULL if not wanted), or its
 * error, which counts as seen then; ASYNC_ECANCELED; ASYNC_EINVALIDSTATE while it is pending.
 * Mirrors Future.result(). */
ASYNC_MUST_CHECK int async_future_result(struct async_future *future, void **ret_result);

/* 0 if it has a result, else its error, now seen; ASYNC_EINVALIDSTATE while pending:
 * `*ret_error` tells that apart from a future that failed with such a code. Mirrors
 * Future.exception(). */
ASYNC_MUST_CHECK int async_future_exception(struct async_future *future, int *ret_error);

/* Calls fn(future, arg) from the loop, outside any task, once the future is done: through the
 * ready queue, also if it is done already. Never suspends. Mirrors Future.add_done_callback().
 * Example:
 *     static struct async_callback callback;
 *     async_future_add_done_callback(async_task_future(task), &callback, on_done, "a"); */
void async_future_add_done_callback(struct async_future *future,
                                    struct async_callback *callback,
                                    void (*fn)(struct async_future *future, void *arg),
                                    void *arg);
/* Takes the callback off a pending future; false if it was not on it. One that is on the ready
 * queue already still runs, as in asyncio. Mirrors Future.remove_done_callback(). */
bool async_future_remove_done_callback(struct async_future *future,
                                       struct async_callback *callback);

/* Waits until the future is done; then as async_future_result(). Does not suspend if it is done
 * already. May suspend. Also returns ASYNC_ECANCELED if the waiting task is cancelled
 * meanwhile, which cancels the future it waits for, as in asyncio (async_shield() protects it).
 * Mirrors `await future`. */
ASYNC_MUST_CHECK int async_future_await(struct async_future *future, void **ret_result,
                                        const char *site);

ASYNC_C_END

#endif
