/* Errors on their way: a code with its detail, between futures and tasks. */
#ifndef RUNTIME_ERROR_H
#define RUNTIME_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

#include <async/error.h>

/* Attaches `error` (consumed; may be NULL) as the detail of `code` to the current task or
 * callback, and returns `code`. */
int error_attach(int code, struct async_error *error);

/* Takes the detail of `code` away from the current task or callback: owned; NULL if there is
 * none. */
struct async_error *error_detach(int code);

/* A detail with this message; NULL for no message (NULL or "") or no memory. Owned. */
struct async_error *error_create(int code, const char *message);

/* The text, which the caller frees; NULL if out of memory. */
char *message_format(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* What a code and its detail (may be NULL) say, with all parts of a group: "errors in a group:
 * timed out; invalid value: no such page". The caller frees it; NULL if out of memory. */
char *error_text(int code, const struct async_error *detail);

/* The detail of an ASYNC_EGROUP with room for so many parts, and the next of them, by its code
 * and detail (borrowed; may be NULL). NULL, false: out of memory. */
struct async_error *error_create_group(size_t n_errors);
bool error_add_part(struct async_error *group, int code, struct async_error *detail);

#endif
