/* The loop's inside: the ready queue, the tick, and who is running. */
#ifndef RUNTIME_LOOP_H
#define RUNTIME_LOOP_H

#include <async/base.h>
#include <async/handle.h>
#include <async/loop.h>
#include <async/run.h>

#include <stdio.h>

#include "fiber.h"
#include "slab.h"
#include "timer.h"

#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define CONTAINER(pointer, type, member) \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

/* Whether a loop can be traced or debugged. -DASYNC_NO_TRACE leaves all that out, down to the
 * looks whether somebody watches: `make bench-trace` measures what those cost. */
#ifdef ASYNC_NO_TRACE
enum { LOOP_CAN_BE_WATCHED = false };
#else
enum { LOOP_CAN_BE_WATCHED = true };
#endif

/* Tasks in the order they were added, linked by their own fields. */
struct task_list {
    struct async_task *first, *last;
};

/* What holds the loop: a task from one await to the next, or a callback. */
struct step {
    struct async_task *task; /* NULL: none, or a callback */
    int64_t began_ns;
    const char *from;       /* where the task went on; NULL: it began */
    const char *block_site; /* of its longest async_block() */
    int64_t block_ms;
};

struct async_loop {
    /* The ready queue. A tick runs the nodes up to `batch_last`, which were ready when it
     * began; those added meanwhile come after it and wait for the next tick. */
    struct async_node *ready_first, *ready_last;
    struct async_node *batch_last; /* NULL: the batch is over */
    bool has_ghost; /* a node left the queue before it ran, but still makes a tick happen */

    bool is_careful;  /* no short cuts from task to task: traced, debugged, or about to stop */
    bool is_watched;  /* traced or debugged: slow steps are reported; then it is careful, too */
    bool is_running;  /* inside run_until_complete */
    bool is_stopping; /* the awaited future is done: leave after this tick */
    struct async_task *current;
    struct fiber thread; /* the loop's own flow, while a task runs */
    struct stack thread_stack;

    uint64_t tick;
    uint64_t next_sequence;    /* of timers */
    uint32_t ticks_left;       /* that may begin before the next look at the descriptors */
    uint32_t poll_every;       /* ticks from one such look to the next */
    uint32_t next_id;          /* of traced objects */
    unsigned next_task_number; /* for "Task-N" */
    int64_t now_ns;            /* virtual: the time. Real: as of the last look at the clock */
    int64_t polled_ns;         /* when the loop last looked whether something had happened */
    int64_t epoch_ns;          /* real clock: what the time counts from */
    struct timers timers;
    struct async_timeout *unarmed; /* scopes whose timers the next look at the clock arms */
    unsigned n_unarmed;

    struct step step; /* the present one; timed while the loop is watched */

    struct task_list tasks; /* unfinished, in creation order */
    struct task_list idle;  /* blocks of coroutine objects that did not begin to run */
    struct async_pending *pendings;
    struct stack_pool stacks;
    struct slab *blocks; /* of tasks */

    /* The last error's detail outside any task. */
    struct async_error *error;
    int error_code;

    size_t n_external;       /* threads at work: the virtual clock waits for them */
    struct poll *poll;       /* NULL until a descriptor or another thread is waited for */
    struct io *io;           /* NULL until a task waits for a descriptor */
    struct fetcher *fetcher; /* NULL until a page is fetched */
    struct signals *signals; /* NULL until a signal is waited for */
    struct inbox *inbox;     /* NULL until another thread may call */
    struct async_executor *executor; /* the loop's own; NULL until used */
    struct trace *trace;             /* NULL: nobody traces */
    FILE *real_stdout;               /* while the trace stands in its place */
    void *fault_stack; /* on which a task's stack overflow is noticed; NULL: nobody watches */
    struct async_options options;
};

/* The thread's loop, or NULL. Never cached across a suspension: a task's stack may not move to
 * another thread, but a compiler may keep the address of a thread-local in a register. */
struct async_loop *loop_current(void);
void loop_set_current(struct async_loop *loop);

static inline void loop_push(struct async_loop *loop, struct async_node *node)
{
    node->next = NULL;
    if (loop->ready_first)
        loop->ready_last->next = node;
    else
        loop->ready_first = node;
    loop->ready_last = node;
}

/* Appends the list from `first` to `last`. */
static inline void loop_push_list(struct async_loop *loop, struct async_node *first,
                                  struct async_node *last)
{
    if (loop->ready_first)
        loop->ready_last->next = first;
    else
        loop->ready_first = first;
    loop->ready_last = last;
    last->next = NULL;
}

static inline struct async_node *loop_pop(struct async_loop *loop)
{
    struct async_node *node = loop->ready_first;
    loop->ready_first = node->next;
    if (node == loop->batch_last)
        loop->batch_last = NULL;
    return node;
}

/* Takes a node off the ready queue because its storage goes away. As in asyncio a cancelled
 * handle still makes its tick happen. */
void loop_forget(struct async_loop *loop, struct async_node *node);

void loop_pending_add(struct async_loop *loop, struct async_pending *pending,
                      void (*drop)(struct async_pending *pending));
void loop_pending_remove(struct async_loop *loop, struct async_pending *pending);

/* The time now, from the clock itself. Scopes that wait for a look at the clock get it. */
int64_t loop_time_ns(struct async_loop *loop);

/* `ms` milliseconds from now, far in the future rather than overflowing. */
int64_t loop_deadline_ns(struct async_loop *loop, int64_t delay_ms);

void loop_report(struct async_loop *loop, enum async_report_kind kind, const char *site,
                 struct async_future *future, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
