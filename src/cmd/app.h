/* What all commands share: the streams, what was asked for on the command line, and the course
 * and the learner's progress, opened by the first who needs them. */
#ifndef CMD_APP_H
#define CMD_APP_H

#include <stdbool.h>
#include <stdio.h>

#include "course/program.h"
#include "progress/store.h"
#include "term/out.h"

struct app {
    FILE *out;        /* results; borrowed */
    FILE *err;        /* everything else; borrowed */
    char *home;       /* owned: the directory that holds runtime/ and our course */
    char *build;      /* owned: the one that holds the running program and libasync.a */
    char *course_dir; /* owned: where the course is: --course, or home */
    bool plain;       /* --plain: one fact a line, nothing redrawn */
    bool no_color;    /* --no-color */
    bool ascii;       /* --ascii */
    bool no_input;    /* --no-input: ask nothing; also without a terminal on stdin */
    bool in_session;  /* commands are typed at our prompt, not in a shell */
    struct caps caps; /* of `out`; see app_screen() */
    struct out screen;
    size_t unread_rows;        /* on it, since the learner last pressed a key */
    struct course *course;     /* owned; NULL until app_course() */
    struct examiner *examiner; /* owned; NULL until app_examiner() */
    struct store *store;       /* owned; NULL until app_store() */
    struct prompt *prompt;     /* owned; NULL until something is asked: cmd/ask.h */
    struct watching *watching; /* owned; NULL: none: exercise_watch_end() */
};

/* Finds its home through the path of the running program. */
void app_init(struct app *app, FILE *out, FILE *err);
void app_finish(struct app *app);

void app_set_course_dir(struct app *app, const char *dir);

/* The course. NULL if it cannot be read: that was said on stderr, and the command ends with
 * STATUS_USAGE. Borrowed. */
struct course *app_course(struct app *app);

/* The examiner of the course's interview questions. NULL if there are none or they cannot be
 * read: that was said on stderr, and the command ends with STATUS_USAGE. Borrowed. */
const struct examiner *app_examiner(struct app *app);

/* What the demos of the course are built and run with. */
struct program_tools app_tools(const struct app *app);

/* Where styled results go: `out`, by what its terminal can do and what the options ask for. */
const struct out *app_screen(struct app *app);

/* What is typed before a command where the learner is: "asynclearn ", or nothing in a
 * session. */
const char *app_caller(const struct app *app);

/* The learner's progress; never NULL, and borrowed. Where nothing can be saved, the first call
 * says so on stderr and the commands go on: see progress/store.h. */
struct store *app_store(struct app *app);

/* Stores an answer at once; says on stderr what keeps it from being stored. */
void app_record(struct app *app, const struct attempt *attempt);

#endif
