/* Callbacks: due at once, they go to the ready queue; due later, they are timers till then. */
#include "handle.h"

#include "clock.h"
#include "error.h"
#include "step.h"
#include "trace.h"

void handle_run(struct async_node *node)
{
    struct async_handle *handle = CONTAINER(node, struct async_handle, node);
    struct async_loop *loop = loop_current();
    handle->is_ready = false;
    TRACE(callback, loop, handle);
    if (UNLIKELY(LOOP_CAN_BE_WATCHED && loop->is_watched))
        step_call(loop, handle);
    else
        handle->fn(handle->arg);
}

void handle_init(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                 const char *name, const char *site)
{
    *handle = (struct async_handle){
        .node = { .run = handle_run },
        .fn = fn,
        .arg = arg,
        .name = name,
        .site = site,
    };
}

void(async_call_soon)(struct async_handle *handle, void (*fn)(void *arg), void *arg,
                      const char *name, const char *site)
{
    handle_init(handle, fn, arg, name, site);
    handle->is_ready = true;
    loop_push(loop_current(), &handle->node);
}

static int add_timer(struct async_loop *loop, struct async_handle *handle, int64_t deadline_ns)
{
    handle->deadline_ns = deadline_ns;
    handle->sequence = ++loop->next_sequence;
    int err = timers_add(&loop->timers, handle);
    if (err)
        return async_raise(err, "out of memory for a timer");
    TRACE(timer, loop, handle, "armed");
    return 0;
}

void handle_add_reserved(struct async_loop *loop, struct async_handle *handle,
                         int64_t deadline_ns)
{
    handle->deadline_ns = deadline_ns;
    timers_unreserve(&loop->timers);
    if (!timers_add(&loop->timers, handle))
        TRACE(timer, loop, handle, "armed");
}

int handle_call_at_ns(struct async_loop *loop, struct async_handle *handle, int64_t deadline_ns,
                      void (*fn)(void *arg), void *arg)
{
    handle_init(handle, fn, arg, NULL, NULL);
    return add_timer(loop, handle, deadline_ns);
}

int(async_call_at)(struct async_handle *handle, int64_t when_ms, void (*fn)(void *arg),
                   void *arg, const char *name, const char *site)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    handle_init(handle, fn, arg, name, site);
    return add_timer(loop, handle, clock_ms_to_ns(when_ms));
}

int(async_call_later)(struct async_handle *handle, int64_t delay_ms, void (*fn)(void *arg),
                      void *arg, const char *name, const char *site)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    handle_init(handle, fn, arg, name, site);
    return add_timer(loop, handle, loop_deadline_ns(loop, delay_ms));
}

void handle_cancel(struct async_loop *loop, struct async_handle *handle)
{
    if (handle->timer_place) {
        TRACE(timer, loop, handle, "cancelled");
        timers_remove(&loop->timers, handle);
    } else if (handle->is_ready) {
        loop_forget(loop, &handle->node);
        handle->is_ready = false;
    }
}

void async_handle_cancel(struct async_handle *handle)
{
    handle_cancel(loop_current(), handle);
}
