/* A program's run shown as the options say: what `demo` and `trace` have in common. */
#ifndef CMD_TRACING_H
#define CMD_TRACING_H

#include <stdbool.h>

#include "cmd/cmd.h"
#include "trace/advice/advice.h"

/* The options that both take. */
#define TRACING_OPTIONS                                                       \
    { "trace", "live|log|jsonl|off",                                          \
      "the whole screen, a line an event, records, "                          \
      "or only what the program prints" },                                    \
        { "clock", "virtual|real", "jump over waiting times, or wait" },      \
        { "speed", "X", "X events a second in the live view, else X ticks" }, \
        { "all", NULL, "timers and the library's own doings too" },           \
        { "no-warn", "ID,ID", "leave out these warnings, or all" },           \
    {                                                                         \
        "export", "FILE", "write .json (Perfetto), .html, .svg or .cast"      \
    }

/* What `help` says about them in both. */
#define TRACING_ID(name, id, step) " " id
#define TRACING_DETAILS                           \
    "Warnings that --no-warn knows:" ADVICE_LIST( \
        TRACING_ID) ".\ndocs/trace.md says what each is about."

enum tracing_mode {
    TRACING_LIVE,
    TRACING_LOG,
    TRACING_JSONL,
    TRACING_OFF,
};

struct tracing {
    const char *const *argv; /* the program, up to a NULL */
    const char *name;        /* as it is called in sentences */
    enum tracing_mode mode;
    const char *clock;   /* "virtual", "real" */
    double speed;        /* events a second in the live view, else ticks; 0: the usual */
    bool with_internals; /* not folded away; in the live view, at first */
    advice_set silenced; /* warnings that are left out */
    const char *export;  /* file to be written at the end; NULL: none */
    const char *hint;    /* in the live view: what to look for; NULL: nothing */
    const char *label;   /* of the hint: "Watch" or the like */
    const char *story;   /* likewise: what happens then */
    unsigned panes;      /* there: enum pane of course/course.h; 0: the usual */
    const char *home;    /* where its sources are, if not here; NULL: our own home */
    const char *source;  /* the one to show where the trace names none; NULL: none */
};

/* What the options ask for. Without --trace it is the live view (with --plain its prompt)
 * where somebody looks at a terminal that can show it, else the log; with --export only what
 * the program prints. Returns STATUS_OK, or STATUS_USAGE with everything said. */
int tracing_options(struct app *app, const struct cmd_args *args, const char *default_clock,
                    struct tracing *ret_tracing);

/* Runs the program. May suspend. Returns an enum status, everything said: STATUS_FAILED when it
 * did not end well. */
int tracing_run(struct app *app, const struct tracing *tracing);

/* Shows a recorded trace; `argv` is not looked at. Likewise. */
int tracing_replay(struct app *app, const char *path, const struct tracing *tracing);

#endif
