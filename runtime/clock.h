/* The loop's time: monotonic, or virtual, which only moves when nothing is ready. */
#ifndef RUNTIME_CLOCK_H
#define RUNTIME_CLOCK_H

#include <stdint.h>

#define NS_PER_MS INT64_C(1000000)
#define NS_PER_US INT64_C(1000)

/* Sums and products of times stay in range: what would be later than CLOCK_LATEST_NS is
 * that. */
#define CLOCK_LATEST_NS (INT64_MAX - 1)
int64_t clock_ms_to_ns(int64_t ms);
int64_t clock_us_to_ns(int64_t us);
int64_t clock_add_ns(int64_t a_ns, int64_t b_ns);

/* The machine's monotonic time. */
int64_t clock_monotonic_ns(void);
/* Sleeps the thread for so long, or shorter if a signal comes. */
void clock_nap_ns(int64_t ns);

#endif
