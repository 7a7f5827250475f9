/* Barrier: tasks arrive while it is filling; the last to arrive lets it drain; when it is empty
 * it fills again. Who comes while it drains waits for that first. */
#include <async/barrier.h>

#include <async/error.h>

#include "condition.h"
#include "waiters.h"

enum { BARRIER_FILLING, BARRIER_DRAINING, BARRIER_RESETTING, BARRIER_BROKEN };

int(async_barrier_init)(struct async_barrier *barrier, size_t parties, const char *name)
{
    if (!parties)
        return async_raise(ASYNC_EVALUE, "a barrier needs at least one party");
    *barrier = (struct async_barrier){
        .object = object_of("barrier", name),
        .parties = parties,
    };
    condition_init_inside(&barrier->condition, &barrier->object);
    return 0;
}

void async_barrier_finish(struct async_barrier *barrier)
{
    async_condition_finish(&barrier->condition);
}

/* Everybody who waits looks at the state again. */
static void changed(struct async_barrier *barrier, const char *op)
{
    object_changed(&barrier->object, op, barrier->count);
    async_condition_notify_all(&barrier->condition);
}

static bool lets_in(void *arg)
{
    const struct async_barrier *barrier = arg;
    return barrier->state != BARRIER_DRAINING && barrier->state != BARRIER_RESETTING;
}

static bool is_not_filling(void *arg)
{
    const struct async_barrier *barrier = arg;
    return barrier->state != BARRIER_FILLING;
}

static int broken(void)
{
    return async_raise(ASYNC_EBROKENBARRIER, "the barrier is broken");
}

/* Counted in already: opens the barrier as the last one, or waits for it. */
static int meet(struct async_barrier *barrier, size_t index, const char *site)
{
    if (index + 1 == barrier->parties) {
        barrier->state = BARRIER_DRAINING;
        changed(barrier, "open");
        return 0;
    }
    int err = (async_condition_wait_for)(&barrier->condition, is_not_filling, barrier, site);
    if (err)
        return err;
    bool is_open = barrier->state == BARRIER_DRAINING || barrier->state == BARRIER_FILLING;
    return is_open ? 0 : broken();
}

/* The last to leave makes it fill again. */
static void depart(struct async_barrier *barrier)
{
    if (--barrier->count)
        return;
    if (barrier->state != BARRIER_BROKEN)
        barrier->state = BARRIER_FILLING;
    changed(barrier, "empty");
}

/* With the condition's lock held. */
static int arrive(struct async_barrier *barrier, size_t *ret_index, const char *site)
{
    int err = (async_condition_wait_for)(&barrier->condition, lets_in, barrier, site);
    if (err)
        return err;
    if (barrier->state == BARRIER_BROKEN)
        return broken();
    size_t index = barrier->count++;
    object_changed(&barrier->object, "arrive", barrier->count);
    err = meet(barrier, index, site);
    depart(barrier);
    if (!err && ret_index)
        *ret_index = index;
    return err;
}

int(async_barrier_wait)(struct async_barrier *barrier, size_t *ret_index, const char *site)
{
    int err = (async_condition_acquire)(&barrier->condition, site);
    if (err)
        return err;
    err = arrive(barrier, ret_index, site);
    async_condition_release(&barrier->condition);
    return err;
}

int(async_barrier_reset)(struct async_barrier *barrier, const char *site)
{
    int err = (async_condition_acquire)(&barrier->condition, site);
    if (err)
        return err;
    barrier->state = barrier->count ? BARRIER_RESETTING : BARRIER_FILLING;
    changed(barrier, "reset");
    async_condition_release(&barrier->condition);
    return 0;
}

int(async_barrier_abort)(struct async_barrier *barrier, const char *site)
{
    int err = (async_condition_acquire)(&barrier->condition, site);
    if (err)
        return err;
    barrier->state = BARRIER_BROKEN;
    changed(barrier, "abort");
    async_condition_release(&barrier->condition);
    return 0;
}

size_t async_barrier_n_waiting(const struct async_barrier *barrier)
{
    return barrier->state == BARRIER_FILLING ? barrier->count : 0;
}

bool async_barrier_is_broken(const struct async_barrier *barrier)
{
    return barrier->state == BARRIER_BROKEN;
}
