/* Errors: 0, or a negative code; and, where there is one, a message.
 *
 * asyncio raises exceptions; here functions return codes, and the clean-up after one is the
 * ordinary `goto out`. System errors are negated errno values (-ENOENT). Programs number their
 * own errors downwards from ASYNC_EUSER.
 *
 * The detail of an error (its message, or the errors of a group) travels with it: it is
 * attached to the task in which the error was raised, moves through futures to whoever awaits
 * them, and is what async_error_last() shows there. It is found by its code: an error passed on
 * under the same code keeps its detail. It does not outlive the loop: the message of what
 * async_run() returned was in the loop's report. */
#ifndef ASYNC_ERROR_H
#define ASYNC_ERROR_H

#include <errno.h>

#include <async/base.h>

ASYNC_C_BEGIN

enum {
    ASYNC_ECANCELED = -ECANCELED, /* CancelledError: pass it on after cleaning up */
    ASYNC_ETIMEDOUT = -ETIMEDOUT, /* TimeoutError */
    ASYNC_ENOMEM = -ENOMEM,       /* MemoryError */
    ASYNC_EVALUE = -EINVAL,       /* ValueError: an argument makes no sense */
    ASYNC_ERUNTIME = -5001,       /* RuntimeError: not possible in this state */
    ASYNC_EINVALIDSTATE = -5002,  /* InvalidStateError: the future is (not) done */
    ASYNC_EQUEUEEMPTY = -5003,    /* QueueEmpty */
    ASYNC_EQUEUEFULL = -5004,     /* QueueFull */
    ASYNC_EQUEUESHUTDOWN = -5005, /* QueueShutDown */
    ASYNC_EBROKENBARRIER = -5006, /* BrokenBarrierError */
    ASYNC_EGROUP = -5007,         /* ExceptionGroup: async_error_last() holds all of them */
    ASYNC_EDEADLOCK = -5008,      /* nothing is ready, and nothing can ever become ready */
    ASYNC_ETICKLIMIT = -5009,     /* the run reached its limit of ticks */
    ASYNC_EINCOMPLETE = -5010,    /* IncompleteReadError: the stream ended too early */
    ASYNC_ELIMIT = -5011, /* LimitOverrunError: more than the limit without a separator */
    ASYNC_EUSER = -10000, /* yours: ASYNC_EUSER - 1, ... */
};

/* The detail of an error; reference counted, never changed once made. */
struct async_error {
    int code;
    unsigned refs;
    const char *message; /* never NULL; "" when there is none */
    size_t n_errors;
    struct async_error **errors; /* the parts of an ASYNC_EGROUP, in the order they happened */
};

/* Raises an error with a message: attaches the detail to the current task (or callback) and
 * returns `code`. Where memory is short the message is lost and the code stays. Never suspends.
 * Mirrors `raise`.
 * Example:
 *     if (!n)
 *         return async_raise(ASYNC_EVALUE, "page %zu does not exist", n); */
__attribute__((format(printf, 2, 3))) int async_raise(int code, const char *format, ...);

/* The detail of the error that the current task (or callback) got last, if it had that code;
 * NULL if it had none, and outside a loop. Borrowed, until the next call that fails;
 * async_error_retain() keeps it. Mirrors the exception that `except` catches. */
struct async_error *async_error_last(int code);

/* "" or the message of async_error_last(code); never NULL, and borrowed as that is. Mirrors
 * str(exc).
 * Example:
 *     int err = fetch("a");
 *     if (err)
 *         fprintf(stderr, "%s: %s\n", async_strerror(err), async_error_message(err)); */
const char *async_error_message(int code);

/* Attaches a detail kept earlier and returns its code: raises the same error again. NULL is
 * harmless and returns 0. Borrows `error`. Mirrors `raise exc`.
 * Example:
 *     int err = fetch("a");
 *     struct async_error *kept = async_error_retain(async_error_last(err));
 *     announce(); // what fails in there leaves a detail of its own
 *     if (kept)
 *         err = async_error_reraise(kept);
 *     async_error_release(kept);
 *     return err; */
int async_error_reraise(struct async_error *error);

/* One more reference, and one less; both take NULL. */
struct async_error *async_error_retain(struct async_error *error);
void async_error_release(struct async_error *error);

/* A short text for a code: "cancelled", "timed out", strerror() of system errors. Never NULL.
 */
const char *async_strerror(int code);

/* The code's name in asyncio's words: "CancelledError", "TimeoutError", "OSError", "Error". */
const char *async_error_name(int code);

ASYNC_C_END

#endif
