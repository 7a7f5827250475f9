/* A history in numbers: what `progress` tells about time and days. */
#ifndef PROGRESS_SUMMARY_H
#define PROGRESS_SUMMARY_H

#include "progress/store.h"

enum { SUMMARY_WEEKS = 8 };

struct summary {
    size_t answers; /* graded: everything but steps */
    size_t right;   /* of those: remembered, or an exercise passed */
    int64_t seconds;
    int active_days; /* days with an answer or a step, by the learner's calendar */
    int streak_days; /* of those, the last ones in a row up to today or yesterday */
    struct {
        int64_t monday;     /* day since 1970-01-01 */
        size_t count;       /* answers and steps */
    } weeks[SUMMARY_WEEKS]; /* the last one is this week */
};

/* `attempts` in order of time, as store_attempts() gives them. Those dated in the future (the
 * clock was wrong) count, but belong to no day. */
void summary_make(const struct attempt *attempts, size_t count, int64_t now,
                  struct summary *ret_summary);

#endif
