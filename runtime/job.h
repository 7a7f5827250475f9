/* A job for an executor, and its way: queued, run by a thread, brought home to the loop. */
#ifndef RUNTIME_JOB_H
#define RUNTIME_JOB_H

#include <async/executor.h>
#include <async/handle.h>

#include "workers.h"

/* Its thread sleeps on a virtual clock (nap.c). */
struct nap {
    struct async_handle falls_asleep; /* tells the loop */
    struct async_handle alarm;        /* ends it */
    int64_t ms;
    bool is_over;  /* under the lock of the workers */
    bool is_known; /* the loop was told, and has not ended it yet */
};

struct job {
    struct async_future future; /* must be first: what the caller holds */
    struct work work;
    struct async_handle back;        /* brings it home */
    struct async_executor *executor; /* retained */
    struct async_loop *loop;
    async_work_fn *fn;
    void *arg;
    void (*dispose)(void *arg); /* NULL: `arg` is somebody else's */
    struct binding *locals;     /* task-local values that the thread sees; retained */
    void *result;
    int err;
    int raised_code; /* and its detail: what the thread raised last */
    struct async_error *raised;
    struct nap nap;
};

/* A job of the executor for its loop, not queued yet. It has two references: the caller's, and
 * that of its way through the thread. NULL: out of memory. */
struct job *job_create(struct async_executor *executor, async_work_fn *fn, void *arg,
                       const char *name);

/* Cancels one that is in the queue, and takes it out even if somebody settled its future. */
void job_withdraw(struct job *job);

/* It comes home: `fn` of its handle. */
void job_back(void *arg);

/* In a working thread: where it keeps its last error and that one's code, and the task-local
 * values that it sees. NULL elsewhere. */
struct async_error **job_error(int **ret_code);
const struct binding *job_locals(void);

/* async_block() in a working thread: if its loop's clock is virtual, waits until that clock
 * has moved on by `ms` and returns true; else false. */
bool job_nap(int64_t ms);
/* The thread comes back before the clock got there: its pool was closed. */
void job_nap_cut_short(struct job *job);

#endif
