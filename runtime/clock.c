/* The machine's time. */
#include "clock.h"

#include <time.h>

#define NS_PER_S INT64_C(1000000000)

static int64_t to_ns(int64_t n, int64_t unit_ns)
{
    int64_t ns;
    if (__builtin_mul_overflow(n, unit_ns, &ns))
        return n < 0 ? INT64_MIN : CLOCK_LATEST_NS;
    return ns;
}

int64_t clock_ms_to_ns(int64_t ms)
{
    return to_ns(ms, NS_PER_MS);
}

int64_t clock_us_to_ns(int64_t us)
{
    return to_ns(us, NS_PER_US);
}

int64_t clock_add_ns(int64_t a_ns, int64_t b_ns)
{
    int64_t ns;
    if (__builtin_add_overflow(a_ns, b_ns, &ns))
        return a_ns < 0 ? INT64_MIN : CLOCK_LATEST_NS;
    return ns;
}

int64_t clock_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

void clock_nap_ns(int64_t ns)
{
    struct timespec nap = { .tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S };
    clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
}
