/* The executor from the inside: a pool of threads, and what the loop knows of its work. */
#ifndef RUNTIME_EXECUTOR_H
#define RUNTIME_EXECUTOR_H

#include <async/executor.h>

#include "loop.h"
#include "workers.h"

struct async_executor {
    struct workers workers;
    struct async_loop *loop;      /* that gives it work; NULL: none does, or it has ended */
    struct async_pending pending; /* while there is a loop */
    size_t refs;                  /* the owner's and each job's */
    size_t n_unfinished;          /* jobs queued or with a thread */
    size_t n_napping;             /* jobs whose thread waits for the clock */
    size_t n_held; /* counted in the loop's n_external: they keep a virtual clock still */
    struct async_future *idle; /* of who waits until no job is unfinished; NULL: nobody */
};

struct async_executor *executor_retain(struct async_executor *executor);
void executor_release(struct async_executor *executor);

/* A job came home, or will not begin. */
void executor_job_over(struct async_executor *executor, struct async_loop *loop);

/* Counts anew which threads are at work, or will be as soon as they have looked at the queue.
 * What is queued behind them does not hold the clock. */
void executor_update_held(struct async_executor *executor, struct async_loop *loop);

/* async_run_in_executor() in the loop's own pool, for work that owns its argument:
 * dispose(arg) is called in the loop's thread once the future was released and the thread is
 * through with it. NULL if out of memory or without a loop: `arg` is the caller's then. */
struct async_future *executor_submit(async_work_fn *fn, void *arg, void (*dispose)(void *arg),
                                     const char *name);

/* Ends the threads of the loop's pools, and brings home the jobs that came back too late for
 * anybody to notice. Nothing else that is ready runs: the ready queue is empty then. */
void executor_finish(struct async_loop *loop);

/* After fork(), in the child: the threads are not here. What they had in hand, or in their
 * queue, is lost; the loop's pools begin anew. */
void executor_abandon(struct async_loop *loop);

#endif
