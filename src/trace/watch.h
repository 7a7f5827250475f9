/* A program that is being watched: started as a child, its trace read into a recording while it
 * runs, paced through its control descriptor, ended with everything it started.
 *
 * What it prints past stdio (with write(), or from another program that it runs) comes through
 * pipes and becomes `output` records of that moment, with their `stream`. */
#ifndef TRACE_WATCH_H
#define TRACE_WATCH_H

#include <stdbool.h>

#include "base/child.h"
#include "trace/recording.h"

struct watch_request {
    const char *const *argv; /* up to a NULL */
    const char *clock;       /* "virtual" or "real"; NULL: as the program itself decides */
    const char *commands;    /* obeyed before the first tick, as "pause\n"; NULL: none */
    /* Called with each line of the trace, with its newline, when it is read; NULL: nobody. */
    void (*pass_on)(const char *line, size_t len_bytes, void *arg);
    void *pass_on_arg;
};

struct watch_stream {
    struct watch *watch;
    int fd;           /* -1: closed */
    const char *name; /* "stdout", "stderr"; NULL: the trace itself */
    struct buf carry; /* a line that is not complete yet */
};

struct watch {
    struct recording *recording; /* borrowed */
    struct watch_request request;
    struct child child;
    struct child_end end; /* how it ended; see is_ended */
    bool is_ended;
    bool is_stopped; /* by watch_stop() */
    int control;
    struct watch_stream streams[3]; /* trace, stdout, stderr */
    struct diag fault;              /* the trace is broken */
};

/* Starts the program, with an empty recording. Does not suspend. Returns 0; or -1 with `diag`
 * naming the program and why it cannot run: there is nothing to finish then. */
int watch_start(struct watch *watch, const struct watch_request *request,
                struct recording *recording, struct diag *diag);

/* Reads all that the program says, until it has ended. May suspend. Returns 0; or
 * ASYNC_ECANCELED, and the program is stopped. */
int watch_follow(struct watch *watch);

/* Commands of docs/trace.md: "pause\n", "step\n". Nothing happens after its end. */
void watch_say(struct watch *watch, const char *commands);

/* Kills the program and its children; watch_follow() returns soon after. */
void watch_stop(struct watch *watch);

/* Ends what still runs. */
void watch_finish(struct watch *watch);

/* Adds a sentence about how it ended, if there is anything to say: "demo was killed by SIGSEGV
 * (Segmentation fault) while fetch#2 ran, last seen at await.c:12". False if it ended well. */
bool watch_describe_end(const struct watch *watch, struct buf *out);

#endif
