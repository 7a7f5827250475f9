/* A question as its author wrote it: parsed once, asked and graded elsewhere (quiz/answer.h).
 *
 * A prediction may leave its right answer to the demo ("from": "output"): it is then known only
 * after question_resolve() has seen the demo's run, and cannot drift from the code. */
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
};

/* Where the right answer comes from. */
enum question_source {
    QUESTION_FROM_AUTHOR,
    QUESTION_FROM_LINE,  /* the text of one output line of the demo */
    QUESTION_FROM_LINES, /* order: all output lines; choice: their number */
    QUESTION_FROM_VTIME, /* the total virtual time: "300 ms" */
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

struct question {
    enum question_kind kind;
    enum question_source source;
    int line;           /* QUESTION_FROM_LINE: 1 is the first, -1 the last */
    const char *text;   /* Markdown, like all texts of a question */
    const char *hint;   /* NULL if none */
    const char *reread; /* in a quiz: the step of the lesson that it is about; NULL: several */
    const char *why;    /* order, fill: explains the answer; NULL if none */
    struct choice *choices; /* choice, several; fill: the likely wrong answers */
    size_t choice_count;
    struct texts items;  /* order: as shown */
    struct texts right;  /* order: as wanted; empty until resolved */
    struct texts accept; /* fill: empty until resolved */
    const char *rubric;  /* text: id of the examiner's question */
};

/* What a demo's run showed. */
struct question_run {
    struct texts lines; /* of its output, without newlines */
    long long vtime_ms; /* how long it took on its clock */
};

/* Reads a question; all memory is in `arena`. Faults stay in the document's diag. A question
 * from the demo's run is allowed only where `is_prediction`. */
void question_read(struct json json, struct arena *arena, bool is_prediction,
                   struct question *question);

/* Completes a question from the run; one of the author's is copied as it is. New parts are in
 * `arena`, everything else is shared with `question`. Returns 0; or -1 with `diag` saying why
 * the run does not answer it: no such line, no choice says it, the items are not the lines. */
int question_resolve(const struct question *question, const struct question_run *run,
                     struct arena *arena, struct question *ret_resolved, struct diag *diag);

#endif
