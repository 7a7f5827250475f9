/* What `progress` tells, gathered once: progress_print.c shows it to people, progress_json.c to
 * scripts. */
#ifndef CMD_PROGRESS_REPORT_H
#define CMD_PROGRESS_REPORT_H

#include "cmd/cmd.h"
#include "course/course.h"
#include "progress/review.h"
#include "progress/summary.h"
#include "progress/utc.h"

struct report {
    struct app *app;             /* borrowed, as its store and its course */
    const struct course *course; /* NULL if it cannot be read: what needs it is left out */
    int64_t now;
    struct arena arena;
    struct attempt *attempts;
    size_t attempt_count;
    struct review_card *cards; /* the longest due first */
    size_t card_count;
    struct summary summary;
};

/* A lesson, the interview, or the exercises. */
struct topic {
    const char *id, *title;
    size_t items;   /* steps, questions or exercises */
    size_t done;    /* walked, answered or passed */
    double mastery; /* 0 to 1: the part that is remembered today; exercises: passed */
};

/* Reads the store; says on stderr what is wrong with the course. Returns 0, or -1 with `diag`.
 * report_finish() in both cases. */
int report_init(struct report *report, struct app *app, struct diag *diag);
void report_finish(struct report *report);

/* The n-th topic from 0, in the course's order. False behind the last, and without a course. */
bool report_topic(const struct report *report, size_t n, struct topic *ret_topic);

/* Writes `2025-01-31` for a day since 1970-01-01. */
void report_format_day(int64_t day, char text[UTC_TEXT_BYTES]);

void progress_print(const struct report *report);
/* One line with the document of progress/document.h and the same numbers. Returns 0, or -1 with
 * `diag`. */
int progress_print_json(const struct report *report, struct diag *diag);

#endif
