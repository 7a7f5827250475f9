/* What the judge and the host process say to each other. Both are built on one machine from
 * this header, so structs go over the pipes as they are.
 *
 *     judge                           host
 *       | -- hello, filter ------------> |
 *       | -- count, schedules ---------> |   forks; the child runs the learner's code
 *       |    ... records on TRACE_FD ... |   and leaves; the host waits for it
 *       | <----------------- report ---- |
 *       | -- count, schedules ---------> |   until the judge closes its end
 *
 * A trace is that of one schedule. Where none is taken, under sanitizers, a child runs
 * several. */
#ifndef JUDGE_HOST_PROTOCOL_H
#define JUDGE_HOST_PROTOCOL_H

#include <stdint.h>

/* Descriptors of the host: the judge's socket, and the trace. Its children have only the
 * second. */
enum { HOST_JUDGE_FD = 3, HOST_TRACE_FD = 4 };

/* Exit statuses of a child that did not come to its end. */
enum {
    HOST_EXIT_UNLOADABLE = 120, /* the learner's object cannot be loaded: said on stderr */
    HOST_EXIT_UNSEALED = 121,   /* the trace cannot be written to any more */
};

/* Stands in the filter for the child's own process, which is not known before it runs. */
#define HOST_OWN_PID UINT32_C(0x7a5e1f00)

struct host_hello {
    uint64_t key[2];      /* of the seal under each trace */
    uint64_t stack_bytes; /* of each task */
    uint64_t max_ticks;
    uint64_t memory_bytes; /* of address space for a child; 0: no limit */
    uint64_t cpu_s;        /* for a child */
    uint64_t filter_len;   /* so many struct sock_filter follow; 0: no filter */
};

enum { HOST_MAX_NUMBERS = 24, HOST_MAX_NAME = 24, HOST_MAX_SCHEDULES = 16 };

/* A schedule is a set of named numbers. Those known to the host are below; the others are
 * between the exercise and its harness. */
struct host_schedule {
    uint64_t len;
    struct {
        char name[HOST_MAX_NAME];
        int64_t value;
    } numbers[HOST_MAX_NUMBERS];
};

#define HOST_SEED         "seed"
#define HOST_LATENCY      "latency" /* an enum host_latency */
#define HOST_LOW_MS       "low_ms"
#define HOST_HIGH_MS      "high_ms"
#define HOST_CANCEL_MS    "cancel_ms"    /* cancel the function at this time, ... */
#define HOST_CANCEL_TICKS "cancel_ticks" /* ... in this tick of that time, from 1; 0: do not */

/* Not a word to the host but its first argument: an object and numbers follow, for a run for
 * real. */
#define HOST_REAL "--real"

enum host_latency {
    HOST_LATENCY_EQUAL,
    HOST_LATENCY_RISING,  /* the first is the fastest */
    HOST_LATENCY_FALLING, /* the first is the slowest */
    HOST_LATENCY_RANDOM,
};

struct host_report {
    int64_t status; /* of the child, as from wait(2) */
    int64_t cpu_us;
    int64_t is_guarded;    /* the walls stood before the learner's code was loaded */
    int64_t memory_failed; /* an allocation was refused */
    int64_t begun; /* so many of the schedules; the last one ended the child, or all were run */
};

/* What the host itself notes in a trace. */
#define HOST_NOTE_CALL   "call"   /* the learner's function is called; name */
#define HOST_NOTE_RETURN "return" /* it has returned; value: what */
#define HOST_NOTE_CANCEL "cancel" /* its cancellation was asked for */
#define HOST_NOTE_IDLE   "idle"   /* all that could run after its return has run */
#define HOST_NOTE_MEMORY "memory" /* value: bytes it left allocated, each time it runs */
#define HOST_NOTE_SYSCALL \
    "syscall"                 /* value: number of one that is not allowed; the last note */
#define HOST_NOTE_SEAL "seal" /* value: the hash of all bytes before this record */

#endif
