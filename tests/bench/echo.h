/* The rows of echo servers: what each server needs besides serving. Its CPU time is what
 * counts, not the load's. */
#ifndef BENCH_ECHO_H
#define BENCH_ECHO_H

#include "bench.h"

#include <spawn.h>
#include <sys/resource.h>
#include <unistd.h>

extern char **environ;

/* Starts the load, the program named by BENCH_LOAD; its connections end with it. */
static inline void echo_start_load(int port, int connections)
{
    char *program = getenv("BENCH_LOAD");
    char texts[3][24];
    snprintf(texts[0], sizeof(texts[0]), "%d", port);
    snprintf(texts[1], sizeof(texts[1]), "%d", connections);
    snprintf(texts[2], sizeof(texts[2]), "%d", ECHO_REQUESTS);
    char *args[] = { program, texts[0], texts[1], texts[2], NULL };
    pid_t pid;
    if (!program || posix_spawn(&pid, program, NULL, NULL, args, environ)) {
        fprintf(stderr, "bench: cannot start BENCH_LOAD\n");
        exit(1);
    }
}

static inline int64_t time_ns(struct timeval time)
{
    return time.tv_sec * INT64_C(1000000000) + time.tv_usec * INT64_C(1000);
}

/* CPU time of this process so far. */
static inline int64_t echo_cpu_ns(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return time_ns(usage.ru_utime) + time_ns(usage.ru_stime);
}

static inline void echo_print(int64_t began_ns)
{
    bench_print((double)(echo_cpu_ns() - began_ns) / ECHO_REQUESTS);
}

#endif
