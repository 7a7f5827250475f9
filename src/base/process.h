/* Child processes, awaited on the runtime. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

enum { PROCESS_MAX_OUTPUT = 1024 * 1024 }; /* bytes kept; what follows is read and dropped */

struct process_end {
    int code;       /* the exit code; 128 + the signal that ended it */
    bool timed_out; /* it was killed when its time was over */
    struct buf out; /* what it said on stdout and stderr, in order */
};

/* Runs `argv` (NULL-terminated, found through PATH) with `env` ("NAME=value", NULL-terminated, may be
 * NULL) added to the environment, nothing on stdin and its output collected, and waits for its end; after
 * `timeout_ms` it and all it started are killed.
 *
 * Runs in a task, and suspends. Returns 0, and the caller owns `ret_end->out`; or -1 with `diag`: it could
 * not be started, or the wait was cancelled (it is killed then). */
int process_run(const char *const argv[], const char *const env[], int64_t timeout_ms,
                struct process_end *ret_end, struct diag *diag);

/* Whether the command's first word is a program: a path, or a name in PATH. */
bool process_exists(const char *command);

#endif
