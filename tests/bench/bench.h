/* What the benchmark programs share. Each is called with the name of one row and prints one
 * number: mostly the nanoseconds that one operation took. run.sh runs them in turn and
 * compares. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How much work each row is; the peers in other languages use the same numbers. */
enum {
    SWITCHES = 4000000, /* of each of the two tasks */
    RING_TASKS = 1000,
    RING_ROUNDS = 4000,
    SPAWNS = 2000000,
    TRACED = 200000, /* operations while a trace is taken */
    SLEEPERS = 100000,
    SLEEP_MS = 10,
    PARKED = 1000000,
    ITEMS = 4000000,
    QUEUE_SIZE = 64,
    LOCKS = 10000000,
    LOCK_ROUNDS = 1000000,
    TIMEOUTS = 5000000,
    BLOCKED = 2000000,
    TRIPS = 100000,
    ECHO_BYTES = 64,
    ECHO_ROOM = 512, /* what a server is ready to read at once */
    ECHO_REQUESTS = 100000,
    STARTS = 500, /* or as many as go in a second */
};

static inline int64_t bench_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static inline void bench_print(double value)
{
    printf("%.3f\n", value);
}

static inline void bench_print_per(int64_t began_ns, int64_t n)
{
    bench_print((double)(bench_now_ns() - began_ns) / (double)n);
}

/* Resident memory now, in KiB. */
static inline long bench_resident_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%*s %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * 4;
}

#endif
