/* Event: setting it wakes everybody who waits now. */
#include <async/event.h>

#include <async/error.h>

#include "waiters.h"

void(async_event_init)(struct async_event *event, const char *name)
{
    *event = (struct async_event){ .object = object_of("event", name) };
}

int(async_event_wait)(struct async_event *event, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (event->is_set)
        return 0;
    struct async_waiter waiter;
    const struct wait_reason reason = object_reason(task, &event->object, "event");
    return waiters_wait(&event->waiters, &waiter, task, &reason, site);
}

void async_event_set(struct async_event *event)
{
    if (event->is_set)
        return;
    event->is_set = true;
    object_changed(&event->object, "set", 1);
    waiters_wake(&event->waiters, SIZE_MAX);
}

void async_event_clear(struct async_event *event)
{
    if (event->is_set)
        object_changed(&event->object, "clear", 0);
    event->is_set = false;
}

bool async_event_is_set(const struct async_event *event)
{
    return event->is_set;
}
