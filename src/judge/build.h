/* A submission on its way to an object: a compiler at work in a task of its own.
 *
 * Example:
 *     struct build build;
 *     build_begin(&build, judge, "fetch.c", false, object);
 *     ...
 *     int err = build_end(&build, arena, &said, diag); */
#ifndef JUDGE_BUILD_H
#define JUDGE_BUILD_H

#include <async.h>

#include "judge/judge.h"

struct build {
    struct judge *judge;
    const char *file, *object; /* borrowed */
    bool is_sanitized;
    struct async_task *task; /* NULL: not begun, or ended */
    struct buf said;
    struct diag diag;
    int err;
};

/* Starts the compiler. Does not suspend. build_end() or build_drop() is the caller's. */
void build_begin(struct build *build, struct judge *judge, const char *file, bool is_sanitized,
                 const char *object);

/* Waits for it. May suspend. Returns as compile_submission(), with what the compiler said, made
 * harmless for a terminal, in `arena`. */
int build_end(struct build *build, struct arena *arena, const char **ret_said,
              struct diag *diag);

/* Stops a build that nobody wants any more; nothing if there is none. May suspend. */
void build_drop(struct build *build);

#endif
