/* The one event stream: what the loop, its tasks and its futures do, as JSON Lines.
 *
 * docs/trace.md is the format. Calls go through TRACE(event, loop, ...), which costs one
 * predictable branch while nobody traces. */
#ifndef RUNTIME_TRACE_H
#define RUNTIME_TRACE_H

#include <async/coro.h>
#include <async/run.h>

#include "loop.h"
#include "task.h"

#define TRACE(event, loop, ...)                                       \
    do {                                                              \
        if (UNLIKELY(LOOP_CAN_BE_WATCHED && (loop) && (loop)->trace)) \
            trace_##event((loop), ##__VA_ARGS__);                     \
    } while (0)

/* Opens the stream named by ASYNC_TRACE (a descriptor's number or a file), if it is set; and
 * the control descriptor named by ASYNC_CONTROL. */
void trace_open(struct async_loop *loop);
void trace_close(struct async_loop *loop);

/* After fork(), in the child: the trace is its parent's, and so is what is not written yet. */
void trace_abandon(struct async_loop *loop);

/* Writes what is buffered; safe in a signal handler. */
void trace_flush(struct async_loop *loop);

/* Obeys the control descriptor before a tick begins: waits while paused, keeps the pace. */
void trace_control(struct async_loop *loop);

void trace_tick_begin(struct async_loop *loop);
void trace_tick_end(struct async_loop *loop);
void trace_poll(struct async_loop *loop, int64_t timeout_ns, int64_t waited_ns);
void trace_coro_created(struct async_loop *loop, struct async_coro *coro);
void trace_coro_entered(struct async_loop *loop, struct async_task *task,
                        struct async_coro *coro);
void trace_coro_left(struct async_loop *loop, struct async_task *task, struct async_coro *coro,
                     int err);
void trace_task_created(struct async_loop *loop, struct async_task *task);
void trace_task_named(struct async_loop *loop, struct async_task *task);
void trace_task_runs(struct async_loop *loop, struct async_task *task);
void trace_task_yields(struct async_loop *loop, struct async_task *task);
void trace_task_waits(struct async_loop *loop, struct async_task *task);
void trace_task_cancel(struct async_loop *loop, struct async_task *task,
                       const struct async_error *detail);
/* One of its requests for cancellation was taken back. */
void trace_task_uncancel(struct async_loop *loop, struct async_task *task);
/* It leaves a timeout scope whose time was over; `err` is how the body of that ended. */
void trace_timeout_expired(struct async_loop *loop, struct async_task *task, int err);
/* It is about to be cancelled, because the main task is done and nobody awaits this one. */
void trace_task_left(struct async_loop *loop, struct async_task *task);
void trace_task_done(struct async_loop *loop, struct async_task *task);
void trace_future_created(struct async_loop *loop, struct async_future *future);
void trace_future_settled(struct async_loop *loop, struct async_future *future);
void trace_callback(struct async_loop *loop, const struct async_handle *handle);
void trace_timer(struct async_loop *loop, const struct async_handle *handle, const char *op);
void trace_report(struct async_loop *loop, const struct async_report *report);
void trace_output(struct async_loop *loop, const char *text, size_t len_bytes);

/* Something happened to an object that tasks share: `op` in its own words, `value` its state as
 * a number. `id` is the object's, 0 until it is traced for the first time. */
void trace_object(struct async_loop *loop, const char *kind, uint32_t *id, const char *name,
                  const char *op, int64_t value);

/* The future is one of those that are waited for together. `id` is that waiting, 0 until it is
 * traced for the first time; `op` says how many it takes to end it (docs/trace.md). */
void trace_member(struct async_loop *loop, uint32_t *id, const char *op,
                  struct async_future *member);

/* The same for a queue, with its `limit`; 0: it takes any number. */
void trace_queue(struct async_loop *loop, struct async_object *queue, const char *op,
                 size_t len, size_t limit);

/* What the program itself has to say about its run: the judge's harnesses do. `name` and `site`
 * may be NULL. */
void trace_note(struct async_loop *loop, const char *op, const char *name, int64_t value,
                const char *site);

/* The object's number in traces; 0 while nobody traces. */
static inline uint32_t trace_id(struct async_loop *loop, uint32_t *id)
{
    if (LIKELY(!LOOP_CAN_BE_WATCHED || !loop->trace))
        return 0;
    if (!*id)
        *id = ++loop->next_id;
    return *id;
}

#endif
