/* Which files are to be graded. */
#ifndef CMD_SUBMISSIONS_H
#define CMD_SUBMISSIONS_H

#include <stddef.h>

#include "base/diag.h"

struct submissions {
    char **files; /* owned, each */
    size_t count, cap;
};

/* Adds what the words name: files, and directories for the C files in them, in order. `diag` is
 * set if there is nothing of a name. submissions_finish() in any case. */
void submissions_find(struct submissions *submissions, const char *const words[], size_t count,
                      struct diag *diag);
void submissions_finish(struct submissions *submissions);

#endif
