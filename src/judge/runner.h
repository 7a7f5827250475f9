/* The judge's side of a host process: starts it for one submission, has it run schedules, and
 * ends it with everything in it. */
#ifndef JUDGE_RUNNER_H
#define JUDGE_RUNNER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/diag.h"
#include "judge/assignment.h"
#include "judge/host/protocol.h"
#include "judge/sandbox.h"

struct runner {
    struct child host;
    int socket; /* to the host */
    int trace;  /* file in memory that a run's records go to; empty between runs */
    int said;   /* the same for what the program writes past stdio, and to stderr */
    uint64_t key[2];
    int64_t wall_ms;
};

struct runner_request {
    const char *host, *object; /* paths below `scratch` */
    const char *scratch;
    const struct sandbox *sandbox;
    const struct limits *limits;
    bool is_sanitized; /* memory errors are looked for, not traced */
};

/* How the run of a schedule ended, the last of those that were begun. */
struct run {
    size_t begun;       /* schedules, 1 or more */
    int status;         /* of its process, as from wait(2) */
    bool is_timed_out;  /* stopped after limits.wall_s; the runner is of no more use then */
    bool is_sealed;     /* the trace is whole, and nobody else wrote into it */
    bool is_forged;     /* somebody else did */
    bool is_guarded;    /* the walls stood before the learner's code was loaded */
    bool memory_failed; /* more memory was asked for than there is */
    int64_t cpu_us;     /* that its process used */
    struct buf trace;   /* without the seal */
    struct buf said;    /* its beginning */
};

/* Starts the host. Returns 0, or -1 with `diag`. */
int runner_start(struct runner *runner, const struct runner_request *request,
                 struct diag *diag);

/* Runs schedules, at most HOST_MAX_SCHEDULES, in one process until one of them ends it; only
 * one where a trace is wanted. May suspend. Returns 0, and run_finish() is the caller's;
 * ASYNC_ECANCELED; or -1 with `diag`, which is a fault of the judge's. */
int runner_run(struct runner *runner, const struct host_schedule *const schedules[],
               size_t count, struct run *ret_run, struct diag *diag);
void run_finish(struct run *run);

void runner_finish(struct runner *runner);

#endif
