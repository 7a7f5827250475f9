/* Errors on their way: a code with its detail, between futures and tasks. */
#ifndef RUNTIME_ERROR_H
#define RUNTIME_ERROR_H

#include <async/error.h>

/* Attaches `error` (consumed; may be NULL) as the detail of `code` to the current task or
 * callback, and returns `code`. */
int error_attach(int code, struct async_error *error);

/* Takes the detail of `code` away from the current task or callback: owned; NULL if there is
 * none. */
struct async_error *error_detach(int code);

/* A detail with this message; NULL for no message (NULL or "") or no memory. Owned. */
struct async_error *error_create(int code, const char *message);

#endif
