/* Tasks from the inside: their block, how they suspend, and what they wait for. */
#ifndef RUNTIME_TASK_H
#define RUNTIME_TASK_H

#include <async/coro.h>
#include <async/task.h>

#include "fiber.h"
#include "future.h"
#include "loop.h"

struct task_list;

/* A coroutine object. It lives in the block of the task that it may become. */
struct async_coro {
    async_fn *fn;
    void *arg;
    void *result;             /* what async_return() got */
    struct async_coro *outer; /* while it runs: the coroutine that awaits it */
    const char *await_site;   /* where that one does */
    const char *name;         /* of the function */
    const char *site;         /* where the object was made */
    uint32_t id;              /* in traces */
    bool is_begun;            /* awaited, made a task or closed; stays so in a freed block */
};

/* Why a task is suspended; on the stack of the task. */
struct wait_reason {
    const char *kind;                 /* "sleep", "lock", ... */
    const char *name;                 /* of the object; NULL if it has none */
    uint32_t id;                      /* of the object in traces; 0: none */
    struct async_task *const *holder; /* where the task is noted that must act first, looked up
                                         when asked: a lock passes on. NULL: not known */
    int64_t until_ns;                 /* TIMER_NEVER: open end */
};

/* A task in a group; on the group's list of children, or of those that failed. */
struct task_member {
    struct async_node done; /* called when the task is */
    struct async_group *group;
    struct async_task *previous, *next;
};

struct async_task {
    struct async_future future; /* must be first */
    struct async_node node;     /* on the ready queue, or on the list of the future it awaits */
    struct fiber fiber;
    struct async_loop *loop;            /* in a coroutine object: NULL when on no list of it */
    struct async_future *waiter;        /* the future it awaits, until it goes on */
    struct async_coro *frame;           /* the innermost coroutine that runs in it */
    unsigned requests;                  /* how often it was cancelled */
    bool is_named;                      /* by the program */
    bool must_cancel;                   /* a request that its next suspension delivers */
    int error_code;                     /* of `error` */
    struct async_error *error;          /* the detail of the last error it got */
    const struct wait_reason *reason;   /* NULL while ready, running or just giving way */
    const char *site;                   /* where it is suspended */
    struct async_task *previous, *next; /* on the loop's `tasks`, or its `idle` objects */
    char *name;                         /* owned; NULL: "Task-N" */
    unsigned number;
    uint32_t parent_id;     /* the task that made it; 0: none */
    struct binding *locals; /* task-local values */
    struct task_member member;
    struct slab *slab; /* where the block goes; NULL: to the heap */
    struct async_coro coro;
};

/* Who must act before the task can go on; NULL if that is not known. */
static inline const struct async_task *task_holder(const struct async_task *task)
{
    const struct wait_reason *reason = task->reason;
    return reason && reason->holder ? *reason->holder : NULL;
}

/* True if it waits for the holder's end. */
static inline bool task_awaits(const struct async_task *task, const struct async_task *holder)
{
    return task->waiter == &holder->future;
}

/* Suspends the current task until `future` is done, unless it is, and returns its outcome; or
 * ASYNC_ECANCELED. The detail of an error is attached to the task. */
int task_wait(struct async_task *task, struct async_future *future,
              const struct wait_reason *reason, const char *site);

/* Gives way for one tick. 0 or ASYNC_ECANCELED. */
int task_yield(struct async_task *task, const char *site);

/* Raises ASYNC_ERUNTIME, because there is no current task; returns NULL. */
struct async_task *task_missing(void);

/* The current task; NULL, with ASYNC_ERUNTIME raised, where nothing can be awaited. */
static inline struct async_task *task_current(void)
{
    struct async_loop *loop = loop_current();
    return LIKELY(loop && loop->current) ? loop->current : task_missing();
}

/* Runs a ready task until it suspends: `run` of its node. */
void task_run(struct async_node *node);

/* The future as the task it is; NULL if it is none. */
struct async_task *task_of(const struct async_future *future);
/* What sentences call it: its given name, if it has one; else its function's. */
static inline const char *task_title(const struct async_task *task)
{
    return task->is_named ? task->name : task->coro.name;
}

/* Where a task was made; NULL if it is none. */
const char *task_site(const struct async_future *future);

/* Drops an unfinished task: nothing of it runs any more. */
void task_drop(struct async_task *task);

void task_list_add(struct task_list *list, struct async_task *task);
void task_list_remove(struct task_list *list, struct async_task *task);

/* 0 if the object can be taken; else an error, raised: ASYNC_ENOMEM if there is none,
 * ASYNC_ERUNTIME if it was taken before. */
int coro_check(const struct async_coro *coro);
/* The object is taken: it is not among those that wait to be awaited any more. False, with
 * ASYNC_ERUNTIME raised, if it was taken before. */
bool coro_begin(struct async_coro *coro);
/* The loop ends, the object stays its owner's. */
void coro_unlist(struct async_coro *coro);
/* Closes an object that a function refuses: the caller is told by the error, so there is no
 * report. Takes NULL. */
void coro_refuse(struct async_coro *coro);
/* Tells the running loop that nothing of the object ever ran. */
void coro_report_never_awaited(const struct async_coro *coro);

/* Gives a task that has not started a stack. False: out of memory. */
bool task_prepare(struct async_task *task);

size_t task_block_bytes(void);

/* Frees the block of a coroutine that did not become a task. */
void coro_free(struct async_coro *coro);

#endif
