/* What each event says, in the words of docs/trace.md. */
#include "trace.h"

#include "error.h"
#include "trace_record.h"

/* ---- The tick ---- */

static void put_ready(struct async_loop *loop)
{
    struct trace *trace = loop->trace;
    size_t limit = trace->len + TRACE_MAX_RECORD;
    record_put(trace, "[");
    const char *comma = "";
    for (struct async_node *node = loop->ready_first; node; node = node->next) {
        if (trace->len > limit) {
            record_put(trace, ",{\"more\":true}");
            break;
        }
        record_put(trace, comma);
        comma = ",";
        if (node->run == task_run) {
            record_put(trace, "{\"task\":");
            record_put_uint(trace, CONTAINER(node, struct async_task, node)->future.id);
        } else {
            record_put(trace, "{\"call\":true");
        }
        record_put(trace, "}");
    }
    record_put(trace, "]");
}

void trace_tick_begin(struct async_loop *loop)
{
    loop->trace->ran = 0;
    record_begin(loop, "tick");
    record_field(loop->trace, "ready");
    put_ready(loop);
    record_end(loop);
}

void trace_tick_end(struct async_loop *loop)
{
    record_begin(loop, "tick-end");
    record_int(loop->trace, "ran", (int64_t)loop->trace->ran);
    record_end(loop);
}

void trace_poll(struct async_loop *loop, int64_t timeout_ns, int64_t waited_ns)
{
    struct trace *trace = loop->trace;
    record_begin(loop, "poll");
    record_field(trace, "timeout");
    if (timeout_ns == TIMER_NEVER)
        record_put(trace, "null");
    else
        record_put_ms(trace, timeout_ns);
    record_field(trace, "waited");
    record_put_ms(trace, waited_ns);
    record_end(loop);
}

/* ---- Coroutines and tasks ---- */

void trace_coro_created(struct async_loop *loop, struct async_coro *coro)
{
    coro->id = ++loop->next_id;
    record_begin(loop, "coro");
    record_id(loop->trace, "coro", coro->id);
    record_string(loop->trace, "name", coro->name);
    record_by(loop);
    record_string(loop->trace, "at", coro->site);
    record_end(loop);
}

void trace_coro_entered(struct async_loop *loop, struct async_task *task,
                        struct async_coro *coro)
{
    record_begin(loop, "enter");
    record_id(loop->trace, "task", task->future.id);
    record_id(loop->trace, "coro", coro->id);
    record_string(loop->trace, "name", coro->name);
    record_string(loop->trace, "at", coro->await_site);
    record_end(loop);
}

void trace_coro_left(struct async_loop *loop, struct async_task *task, struct async_coro *coro,
                     int err)
{
    record_begin(loop, "leave");
    record_id(loop->trace, "task", task->future.id);
    record_id(loop->trace, "coro", coro->id);
    record_string(loop->trace, "name", coro->name);
    record_string(loop->trace, "at", coro->await_site);
    if (err)
        record_error(loop->trace, err, async_error_last(err));
    record_end(loop);
}

void trace_task_created(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    record_begin(loop, "task");
    record_id(trace, "task", task->future.id);
    record_string(trace, "name", task->coro.name);
    record_int(trace, "number", task->number);
    record_id(trace, "coro", task->coro.id);
    record_id(trace, "parent", task->parent_id);
    record_string(trace, "at", task->site);
    record_end(loop);
}

void trace_task_named(struct async_loop *loop, struct async_task *task)
{
    record_begin(loop, "name");
    record_id(loop->trace, "task", task->future.id);
    record_string(loop->trace, "name", task->name);
    record_end(loop);
}

void trace_task_runs(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    trace->ran++;
    record_begin(loop, "run");
    record_id(trace, "task", task->future.id);
    record_end(loop);
}

void trace_task_yields(struct async_loop *loop, struct async_task *task)
{
    record_begin(loop, "yield");
    record_id(loop->trace, "task", task->future.id);
    record_string(loop->trace, "at", task->site);
    record_end(loop);
}

void trace_task_waits(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    const struct wait_reason *reason = task->reason;
    const struct async_task *holder = reason->holder ? *reason->holder : NULL;
    record_begin(loop, "wait");
    record_id(trace, "task", task->future.id);
    record_string(trace, "on", reason->kind);
    record_id(trace, "obj", reason->id);
    record_string(trace, "name", reason->name);
    record_id(trace, "holder", holder ? holder->future.id : 0);
    if (reason->until_ns != TIMER_NEVER) {
        record_field(trace, "until");
        record_put_ms(trace, reason->until_ns);
    }
    record_string(trace, "at", task->site);
    record_end(loop);
}

void trace_task_cancel(struct async_loop *loop, struct async_task *task,
                       const struct async_error *detail)
{
    record_begin(loop, "cancel");
    record_id(loop->trace, "task", task->future.id);
    record_by(loop);
    record_string(loop->trace, "msg", detail ? detail->message : NULL);
    record_end(loop);
}

void trace_task_uncancel(struct async_loop *loop, struct async_task *task)
{
    record_begin(loop, "uncancel");
    record_id(loop->trace, "task", task->future.id);
    record_int(loop->trace, "cancelling", task->requests);
    record_end(loop);
}

void trace_timeout_expired(struct async_loop *loop, struct async_task *task, int err)
{
    record_begin(loop, "timeout");
    record_id(loop->trace, "task", task->future.id);
    record_string(loop->trace, "op", "expired");
    if (err)
        record_error(loop->trace, err, async_error_last(err));
    record_end(loop);
}

void trace_task_left(struct async_loop *loop, struct async_task *task)
{
    record_begin(loop, "left");
    record_id(loop->trace, "task", task->future.id);
    record_string(loop->trace, "at", task->coro.site);
    record_end(loop);
}

void trace_task_done(struct async_loop *loop, struct async_task *task)
{
    struct trace *trace = loop->trace;
    record_begin(loop, "done");
    record_id(trace, "task", task->future.id);
    if (task->future.state == ASYNC_FUTURE_RESULT)
        record_string(trace, "how", "result");
    else if (task->future.state == ASYNC_FUTURE_CANCELLED)
        record_string(trace, "how", "cancelled");
    else
        record_string(trace, "how", "error");
    if (task->future.state != ASYNC_FUTURE_RESULT)
        record_error(trace, task->future.err, task->future.error);
    if (task->requests)
        record_int(trace, "cancelling", task->requests);
    record_end(loop);
}

/* ---- Futures ---- */

void trace_future_created(struct async_loop *loop, struct async_future *future)
{
    future->id = ++loop->next_id;
    record_begin(loop, "future");
    record_id(loop->trace, "obj", future->id);
    record_string(loop->trace, "name", future->name);
    record_string(loop->trace, "op", "created");
    record_by(loop);
    record_end(loop);
}

/* The tasks that a settled future makes ready. */
static void put_wakes(struct async_loop *loop, struct async_future *future)
{
    for (struct async_node *node = future->first; node; node = node->next) {
        if (node->run != task_run)
            continue;
        record_begin(loop, "wake");
        record_id(loop->trace, "task", CONTAINER(node, struct async_task, node)->future.id);
        record_by(loop);
        record_end(loop);
    }
}

void trace_future_settled(struct async_loop *loop, struct async_future *future)
{
    static const char *const ops[] = { "pending", "result", "error", "cancelled" };
    if (!task_of(future) && !future->is_loop_internal) {
        record_begin(loop, "future");
        record_id(loop->trace, "obj", future->id);
        record_string(loop->trace, "name", future->name);
        record_string(loop->trace, "op", ops[future->state]);
        record_by(loop);
        record_end(loop);
    }
    put_wakes(loop, future);
}

static void put_object(struct async_loop *loop, const char *kind, uint32_t *id,
                       const char *name, const char *op, int64_t value)
{
    record_begin(loop, kind);
    record_id(loop->trace, "obj", trace_id(loop, id));
    record_string(loop->trace, "name", name);
    record_string(loop->trace, "op", op);
    record_int(loop->trace, "value", value);
    record_by(loop);
}

void trace_object(struct async_loop *loop, const char *kind, uint32_t *id, const char *name,
                  const char *op, int64_t value)
{
    put_object(loop, kind, id, name, op, value);
    record_end(loop);
}

void trace_queue(struct async_loop *loop, struct async_object *queue, const char *op,
                 size_t len, size_t limit)
{
    put_object(loop, queue->kind, &queue->id, queue->name, op, (int64_t)len);
    if (limit)
        record_int(loop->trace, "limit", (int64_t)limit);
    record_end(loop);
}

void trace_member(struct async_loop *loop, uint32_t *id, const char *op,
                  struct async_future *member)
{
    record_begin(loop, "member");
    record_id(loop->trace, "obj", trace_id(loop, id));
    record_string(loop->trace, "op", op);
    record_id(loop->trace, task_of(member) ? "task" : "future", trace_id(loop, &member->id));
    record_by(loop);
    record_end(loop);
}

void trace_note(struct async_loop *loop, const char *op, const char *name, int64_t value,
                const char *site)
{
    record_begin(loop, "note");
    record_string(loop->trace, "op", op);
    record_string(loop->trace, "name", name);
    record_int(loop->trace, "value", value);
    record_by(loop);
    record_string(loop->trace, "at", site);
    record_end(loop);
}

/* ---- Callbacks, timers, output, reports ---- */

void trace_callback(struct async_loop *loop, const struct async_handle *handle)
{
    loop->trace->ran++;
    if (!handle->name)
        return; /* the library's own */
    record_begin(loop, "call");
    record_string(loop->trace, "name", handle->name);
    record_string(loop->trace, "at", handle->site);
    record_end(loop);
}

void trace_timer(struct async_loop *loop, const struct async_handle *handle, const char *op)
{
    record_begin(loop, "timer");
    record_string(loop->trace, "op", op);
    record_int(loop->trace, "timer", (int64_t)handle->sequence);
    record_field(loop->trace, "when");
    record_put_ms(loop->trace, handle->deadline_ns);
    record_string(loop->trace, "name", handle->name);
    record_by(loop);
    if (handle->name) /* not the library's own */
        record_string(loop->trace, "at", handle->site);
    record_end(loop);
}

void trace_output(struct async_loop *loop, const char *text, size_t len_bytes)
{
    while (len_bytes) {
        size_t n = len_bytes < TRACE_MAX_TEXT ? len_bytes : TRACE_MAX_TEXT;
        record_begin(loop, "output");
        record_id(loop->trace, "task", loop->current ? loop->current->future.id : 0);
        record_field(loop->trace, "text");
        record_put_string(loop->trace, text, n);
        record_end(loop);
        text += n;
        len_bytes -= n;
    }
}

void trace_report(struct async_loop *loop, const struct async_report *report)
{
    static const char *const kinds[] = {
        [ASYNC_REPORT_NEVER_AWAITED] = "never-awaited",
        [ASYNC_REPORT_NEVER_RETRIEVED] = "never-retrieved",
        [ASYNC_REPORT_UNHANDLED] = "unhandled",
        [ASYNC_REPORT_PENDING] = "pending",
        [ASYNC_REPORT_DEADLOCK] = "deadlock",
        [ASYNC_REPORT_SLOW] = "slow",
        [ASYNC_REPORT_TICK_LIMIT] = "tick-limit",
        [ASYNC_REPORT_INVALID_STATE] = "invalid-state",
        [ASYNC_REPORT_CANNOT_ACCEPT] = "cannot-accept",
    };
    record_begin(loop, "warning");
    record_string(loop->trace, "kind", kinds[report->kind]);
    record_id(loop->trace, "task", report->future ? report->future->id : 0);
    record_string(loop->trace, "msg", report->message);
    record_string(loop->trace, "at", report->site);
    record_end(loop);
}
