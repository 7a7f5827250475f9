/* Runs the C compiler: on harnesses once, on each submission. */
#ifndef JUDGE_COMPILE_H
#define JUDGE_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "judge/assignment.h"
#include "judge/sandbox.h"

struct compiler {
    const char *cc; /* the learner's: "gcc", "clang -m64": words separated by spaces */
    const char
        *host_cc; /* of hosts, and of submissions under sanitizers: the same, or one that can
                            what that cannot (tcc) */
    const char *home;    /* holds runtime/include and src/judge/host */
    const char *build;   /* holds judge/libhost.a */
    const char *scratch; /* results go below it, and so does all that a compiler writes */
    const struct sandbox *sandbox;
};

/* What a host process is for. */
enum host_kind {
    HOST_JUDGED,
    HOST_SANITIZED,
    HOST_FOR_REAL, /* with the real network: see host/real.h */
};

/* Builds the host process of an exercise: the harness with the judge's own part and the
 * runtime. `output` is a path below the scratch directory. May suspend. Returns 0; 1 with
 * `diag` if the exercise is at fault; -1 with `diag` if no compiler can be run, or a library is
 * missing; ASYNC_ECANCELED. */
int compile_host(const struct compiler *compiler, const struct assignment *assignment,
                 enum host_kind kind, const char *output, struct diag *diag);

/* Builds a learner's file into a shared object. What the compiler says is added to `said`,
 * warnings too. May suspend. Returns 0; 1 if it does not compile; ASYNC_ECANCELED; or -1 with
 * `diag`: no compiler can be run. */
int compile_submission(const struct compiler *compiler, const struct assignment *assignment,
                       const char *file, bool is_sanitized, const char *output,
                       struct buf *said, struct diag *diag);

#endif
