/* A flag that tasks wait for. Mirrors asyncio.Event. */
#ifndef ASYNC_EVENT_H
#define ASYNC_EVENT_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Storage of an event; the fields are private. */
struct async_event {
    struct async_object object;
    struct async_waiters waiters;
    bool is_set;
};

/* Makes an event that is not set. `event` is caller storage, which must outlive every waiter;
 * nothing is to be given up in the end. Its name in traces is the expression. Mirrors
 * asyncio.Event().
 * Example:
 *     struct async_event ready;
 *     async_event_init(&ready); */
void async_event_init(struct async_event *event, const char *name);
#define async_event_init(event) (async_event_init)((event), #event)

/* Waits until the event is set; goes on at once if it is. Who was woken goes on even if the
 * event is cleared before it runs.
 *
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task. Mirrors Event.wait().
 * Example:
 *     int err = async_event_wait(&ready);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_event_wait(struct async_event *event, const char *site);
#define async_event_wait(event) (async_event_wait)((event), ASYNC_HERE)

/* Sets it and wakes everybody who waits, in arrival order. Never suspends. Mirrors Event.set().
 */
void async_event_set(struct async_event *event);

/* From now on one waits again. Never suspends. Mirrors Event.clear(). */
void async_event_clear(struct async_event *event);

/* Mirrors Event.is_set(). */
bool async_event_is_set(const struct async_event *event);

ASYNC_C_END

#endif
