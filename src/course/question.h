/* A question as its author wrote it: parsed once, asked and graded elsewhere (quiz/answer.h).
 *
 * Its right answer may be left to the run of a demo: it is then known only after
 * question_resolve() has seen that run, and cannot drift from the code. The demo is the step's
 * own; for a question of a lesson's quiz it is that of the step to reread. */
#ifndef COURSE_QUESTION_H
#define COURSE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"

enum question_kind {
    QUESTION_CHOICE,  /* one of `choices` is right */
    QUESTION_SEVERAL, /* at least one of `choices` is right, and all right ones are wanted */
    QUESTION_ORDER,   /* bring `items` into the order of `right` */
    QUESTION_FILL,    /* a short text, one of `accept` */
    QUESTION_TEXT,    /* free text, for the examiner */
    QUESTION_TRACE,   /* read some ticks of the demo's log: one of `choices` comes next */
    QUESTION_LINE,    /* the line of the demo on which a task goes on in a tick */
};

/* Where the right answer comes from. */
enum question_source {
    QUESTION_FROM_AUTHOR,
    QUESTION_FROM_LINE,  /* the text of one output line of the demo */
    QUESTION_FROM_LINES, /* order: all output lines; choice: their number */
    QUESTION_FROM_VTIME, /* the total virtual time: "300 ms" */
    QUESTION_FROM_TRACE, /* what happened on the loop */
};

struct choice {
    const char *text;
    const char *why; /* why it is right or wrong; what makes a wrong answer worth something */
    bool is_right;
};

struct texts {
    const char **items;
    size_t count;
};

/* Whether both hold the same texts: in any order, or in the same one. */
bool texts_are_permuted(const struct texts *a, const struct texts *b);
bool texts_are_same(const struct texts *a, const struct texts *b);

struct question {
    enum question_kind kind;
    enum question_source source;
    int line;            /* QUESTION_FROM_LINE: 1 is the first, -1 the last */
    int tick, last_tick; /* trace: those to read; line: that tick, twice */
    const char *text;    /* Markdown, like all texts of a question */
    const char *hint;    /* NULL if none */
    const char *reread;  /* in a quiz: the step of the lesson that it is about; NULL: several */
    const char *why;     /* order, fill, line: explains the answer; NULL if none */
    struct choice *choices; /* choice, several, trace; fill, line: the likely wrong answers */
    size_t choice_count;
    struct texts items;  /* order: as shown */
    struct texts right;  /* order: as wanted; empty until resolved */
    struct texts accept; /* fill, line: empty until resolved */
    const char
        *exhibit; /* trace, line: what to look at, lines as they are; NULL until resolved */
    const char *rubric; /* text: id of the examiner's question */
};

/* One line of the log of a run. */
struct question_event {
    int tick;
    const char *when; /* "tick 3     10 ms" */
    const char *text; /* "fetch#3 resumes" */
    int line;         /* of the source, if a task goes on there; 0: anything else */
};

/* What a demo's run showed. */
struct question_run {
    struct texts lines; /* of its output, without newlines */
    long long vtime_ms; /* how long it took on its clock */
    struct question_event *events;
    size_t event_count;
    struct texts warnings; /* ids of those that the run gives, each once */
    const char *source;    /* text of the demo; NULL: unknown */
};

/* Reads a question; all memory is in `arena`. Faults stay in the document's diag. One that a
 * run answers must say which: `is_of_step`, or with "reread". */
void question_read(struct json json, struct arena *arena, bool is_of_step,
                   struct question *question);

/* Whether only a run tells what is right. */
bool question_needs_run(const struct question *question);

/* Completes a question from the run; one of the author's is copied as it is. New parts are in
 * `arena`, everything else is shared with `question`. Returns 0; or -1 with `diag` saying why
 * the run does not answer it: no such line or tick, no choice says it, the items are not the
 * lines. */
int question_resolve(const struct question *question, const struct question_run *run,
                     struct arena *arena, struct question *ret_resolved, struct diag *diag);

#endif
