/* FSRS-6, the published memory model of spaced repetition, with its default parameters and the
 * two buttons Again (forgotten) and Good (remembered).
 *
 * A memory has a stability, the days until the chance to remember it has sunk to 90%, and a
 * difficulty from 1 to 10. The chance sinks along a power curve; answering moves both numbers.
 */
#ifndef PROGRESS_FSRS_H
#define PROGRESS_FSRS_H

#include <stdbool.h>
#include <stdint.h>

struct fsrs_memory {
    double stability;  /* days, 0.001 to 36500 */
    double difficulty; /* 1 to 10 */
};

/* The memory after the first answer ever. */
struct fsrs_memory fsrs_first(bool is_good);
/* The memory after an answer `days` whole days after the one before; 0: the same day. */
struct fsrs_memory fsrs_next(struct fsrs_memory memory, int64_t days, bool is_good);
/* The chance to remember `days` after the last answer: 0 to 1. */
double fsrs_recall(struct fsrs_memory memory, int64_t days);
/* Days to wait until the chance is about 90%: 1 to 36500. */
int64_t fsrs_interval_days(struct fsrs_memory memory);

#endif
