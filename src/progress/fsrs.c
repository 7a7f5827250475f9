/* The formulas are those of the FSRS project's wiki, "The Algorithm", for version 6. W[n] is
 * its w_n; the names below are its D (difficulty), S (stability) and R (chance of recall). */
#include "progress/fsrs.h"

#include <math.h>

static const double W[] = { 0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                            0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                            1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542 };

enum {
    GRADE_AGAIN = 1,
    GRADE_GOOD = 3,
    GRADE_EASY = 4
}; /* 2 is Hard: we have no such button */

static const double STABILITY_MIN = 0.001;
static const double STABILITY_MAX = 36500;

static double clamp(double value, double min, double max)
{
    return fmin(fmax(value, min), max);
}

static double first_difficulty(int grade)
{
    return W[4] - exp(W[5] * (grade - 1)) + 1;
}

/* The harder it is already, the less Again adds; and all difficulty drifts towards that of an
 * easy card. */
static double next_difficulty(double d, int grade)
{
    double change = -W[6] * (grade - 3);
    double damped = d + change * (10 - d) / 9;
    return clamp(W[7] * first_difficulty(GRADE_EASY) + (1 - W[7]) * damped, 1, 10);
}

static double stability_after_recall(double d, double s, double r)
{
    return s * (1 + exp(W[8]) * (11 - d) * pow(s, -W[9]) * (exp(W[10] * (1 - r)) - 1));
}

/* Forgetting never makes a memory more stable than a failed answer on the same day would. */
static double stability_after_lapse(double d, double s, double r)
{
    double after = W[11] * pow(d, -W[12]) * (pow(s + 1, W[13]) - 1) * exp(W[14] * (1 - r));
    return fmin(after, s / exp(W[17] * W[18]));
}

static double stability_same_day(double s, int grade)
{
    double factor = exp(W[17] * (grade - 3 + W[18])) * pow(s, -W[19]);
    return s * (grade >= GRADE_GOOD ? fmax(factor, 1) : factor);
}

struct fsrs_memory fsrs_first(bool is_good)
{
    int grade = is_good ? GRADE_GOOD : GRADE_AGAIN;
    return (struct fsrs_memory){
        .stability = W[grade - 1],
        .difficulty = clamp(first_difficulty(grade), 1, 10),
    };
}

struct fsrs_memory fsrs_next(struct fsrs_memory memory, int64_t days, bool is_good)
{
    int grade = is_good ? GRADE_GOOD : GRADE_AGAIN;
    double d = memory.difficulty, s = memory.stability, r = fsrs_recall(memory, days);
    double next = days <= 0 ? stability_same_day(s, grade)
                  : is_good ? stability_after_recall(d, s, r)
                            : stability_after_lapse(d, s, r);
    return (struct fsrs_memory){
        .stability = clamp(next, STABILITY_MIN, STABILITY_MAX),
        .difficulty = next_difficulty(d, grade),
    };
}

double fsrs_recall(struct fsrs_memory memory, int64_t days)
{
    double factor = pow(0.9, -1 / W[20]) - 1; /* makes the chance 90% after `stability` days */
    return pow(1 + factor * (double)(days > 0 ? days : 0) / memory.stability, -W[20]);
}

int64_t fsrs_interval_days(struct fsrs_memory memory)
{
    return (int64_t)clamp(round(memory.stability), 1, STABILITY_MAX);
}
