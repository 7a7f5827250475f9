/* A judge at work for a command: what keeps it from working is said, and Ctrl-C stops it. */
#ifndef CMD_JUDGING_H
#define CMD_JUDGING_H

#include "cmd/cmd.h"
#include "cmd/interrupt.h"
#include "judge/judge.h"
#include "term/working.h"

struct judging {
    struct app *app;
    struct judge judge;
    bool is_behind; /* the prompt, which Ctrl-C belongs to */
    struct interrupt interrupt;
    struct working working; /* says so on a terminal, until the judge is closed */
};

/* Opens the judge; `options` may leave out where things are. From now on Ctrl-C cancels the
 * calling task. Returns STATUS_OK, and judging_close() is the caller's; or another status,
 * everything said. May suspend. */
int judging_open(struct judging *judging, struct app *app, const struct assignment *assignment,
                 struct judge_options options);

/* The same for a task behind the prompt: Ctrl-C is left alone, and nothing is said. Returns as
 * judge_open(). */
int judging_open_behind(struct judging *judging, struct app *app,
                        const struct assignment *assignment, struct judge_options options,
                        struct diag *diag);

/* May suspend. Returns whether it was interrupted; the task is not cancelled any more then. */
bool judging_close(struct judging *judging);

#endif
