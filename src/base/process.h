/* A program run to its end in one call: started, its output collected, stopped when its time is
 * over. What needs more (other descriptors, limits, a conversation) uses child.h. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

enum { PROCESS_MAX_OUTPUT = 1024 * 1024 }; /* bytes kept of each stream; the rest is dropped */

struct process_end {
    int code;       /* the exit code; 128 + the signal that ended it */
    bool timed_out; /* it was killed when its time was over */
    struct buf out; /* what it wrote to stdout */
    struct buf err; /* what it wrote to stderr */
};

/* Runs `argv` (up to a NULL; the first is looked up in PATH) with `env` ("NAME=value" up to a
 * NULL; may be NULL) added to our environment, and waits for its end; after `timeout_ms` it and
 * all it started are killed.
 *
 * May suspend. Returns 0, and the caller owns the result; or -1 with `diag`: it could not be
 * started, or the wait was cancelled, and it is gone. */
int process_run(const char *const argv[], const char *const env[], int64_t timeout_ms,
                struct process_end *ret_end, struct diag *diag);
void process_end_finish(struct process_end *end);

/* Whether the command's first word is a program: a path, or a name in PATH. */
bool process_exists(const char *command);

#endif
