/* Running a program. Mirrors asyncio.run() and asyncio.Runner.
 *
 * fork() while a loop runs, in the thread of the loop: the child has a copy of the loop with
 * all of its tasks. It may leave with _exit() or exec(), or go on: what the kernel knows of
 * the child's loop is then its own, and the parent's goes on undisturbed. The child is not
 * traced. Descriptors are shared as ever: what one of the two reads, the other misses. The
 * threads of executors are not in the child: whoever awaits work that was submitted before
 * waits for ever there (which is reported as a deadlock), and new work starts new threads.
 * Programs are better started by async_process_start(). */
#ifndef ASYNC_RUN_H
#define ASYNC_RUN_H

#include <async/base.h>
#include <async/coro.h>

ASYNC_C_BEGIN

enum async_clock {
    ASYNC_CLOCK_REAL,    /* monotonic time */
    ASYNC_CLOCK_VIRTUAL, /* jumps to the next timer when nothing is ready: exact and repeatable
                          */
};

/* What the loop reports when nobody else is there to tell. Mirrors
 * loop.call_exception_handler(). */
enum async_report_kind {
    ASYNC_REPORT_NEVER_AWAITED,   /* a coroutine object was closed or left without having run */
    ASYNC_REPORT_NEVER_RETRIEVED, /* a future failed and nobody looked at its error */
    ASYNC_REPORT_UNHANDLED, /* the main task failed, or one that was left while it cleaned up */
    ASYNC_REPORT_PENDING,   /* a task was destroyed before it was done */
    ASYNC_REPORT_DEADLOCK,  /* everybody waits and nobody can wake anybody */
    ASYNC_REPORT_SLOW,      /* a step held the loop for longer than slow_ms; noticed while
                                     a trace is taken, or with ASYNC_DEBUG=1 */
    ASYNC_REPORT_TICK_LIMIT,
    ASYNC_REPORT_INVALID_STATE, /* the future of a shield was settled by somebody else */
    ASYNC_REPORT_CANNOT_ACCEPT, /* a server is out of descriptors or memory for connections */
};

struct async_report {
    enum async_report_kind kind;
    const char *message;         /* one sentence, complete */
    const char *site;            /* "file.c:12", or NULL */
    struct async_future *future; /* borrowed; the task or future concerned, or NULL */
};

struct async_options {
    enum async_clock clock;
    size_t stack_bytes; /* of each task; 0: 64 KiB */
    uint64_t max_ticks; /* 0: no limit */
    int64_t slow_ms; /* report steps that hold the loop longer; 0: 100, as asyncio; -1: never */
    /* Receives the reports, which it must not keep; it must not suspend. NULL: they are printed
     * to stderr, a line each. */
    void (*report)(const struct async_report *report, void *arg);
    void *report_arg;
};

/* The defaults, with what the environment says: ASYNC_CLOCK=real|virtual, ASYNC_STACK=bytes.
 *
 * Whatever the options, ASYNC_DEBUG=1 in the environment has slow steps reported without a
 * trace, and the signal SIGUSR1 have all tasks written to stderr (async_dump_tasks()), at
 * the next tick. The loop takes that signal then, as by async_signal_add_handler(), but does
 * not wait for it. */
struct async_options async_options_default(void);

/* Runs the coroutine, which it consumes, as the main task of a new loop until it is done; then
 * cancels the tasks that are left, waits for them and for the loop's own threads, and closes
 * the loop. Returns the main task's error or 0, and its result in `*ret_result` (may be NULL);
 * ASYNC_ENOMEM; ASYNC_ERUNTIME if this thread runs a loop already; ASYNC_EDEADLOCK;
 * ASYNC_ETICKLIMIT. Mirrors asyncio.run(), which also has Ctrl-C cancel the main task: here
 * SIGINT does what it always does, also to a task that never awaits, until the program says
 * otherwise (async_signal_add_handler()).
 * Example:
 *     void *page;
 *     int err = async_run(async_coro(fetch, "a"), &page);
 *     if (err)
 *         return err; */
int async_run(struct async_coro *main, void **ret_result);
/* The same otherwise than by default. `options` is borrowed for the call.
 * Example:
 *     struct async_options options = async_options_default();
 *     options.clock = ASYNC_CLOCK_VIRTUAL;
 *     options.report = keep_in_log;
 *     int err = async_run_with(&options, async_coro(fetch, "a"), NULL);
 *     if (err)
 *         return err; */
int async_run_with(const struct async_options *options, struct async_coro *main,
                   void **ret_result);

/* The same in pieces: a loop for this thread, which async_loop_destroy() ends. Returns 0;
 * ASYNC_ENOMEM; ASYNC_ERUNTIME if the thread has one. Mirrors asyncio.Runner and
 * loop.run_until_complete().
 * Example:
 *     struct async_options options = async_options_default();
 *     struct async_loop *runner;
 *     int err = async_loop_create(&options, &runner);
 *     if (err)
 *         return err;
 *     struct async_task *first = async_create_task(async_coro(fetch, "a"));
 *     err = async_loop_run_until_complete(runner, async_task_future(first));
 *     if (!err)
 *         err = async_loop_cancel_all_tasks(runner);
 *     async_task_release(first);
 *     async_loop_destroy(runner); */
ASYNC_MUST_CHECK int async_loop_create(const struct async_options *options,
                                       struct async_loop **ret_loop);
/* Runs until the future is done and the tick in which its first done-callback ran is over.
 * Returns 0; or ASYNC_EDEADLOCK or ASYNC_ETICKLIMIT: the future is pending then; ASYNC_ERUNTIME
 * from inside the running loop. The future's outcome is async_future_result(). */
ASYNC_MUST_CHECK int async_loop_run_until_complete(struct async_loop *loop,
                                                   struct async_future *future);
/* Cancels every unfinished task, in creation order, and runs until they are done; reports those
 * that failed meanwhile. Returns as run_until_complete. */
ASYNC_MUST_CHECK int async_loop_cancel_all_tasks(struct async_loop *loop);
/* Runs until the loop's own threads have done all the work that they were given; at once if
 * they have. Returns as run_until_complete. Mirrors loop.shutdown_default_executor(). */
ASYNC_MUST_CHECK int async_loop_shutdown_executor(struct async_loop *loop);
/* Ends the loop: unfinished tasks are dropped, nothing of them runs any more. Takes NULL. */
void async_loop_destroy(struct async_loop *loop);

ASYNC_C_END

#endif
