/* Waiting, under a lock, until some state has changed. Mirrors asyncio.Condition. */
#ifndef ASYNC_CONDITION_H
#define ASYNC_CONDITION_H

#include <async/base.h>
#include <async/lock.h>

ASYNC_C_BEGIN

/* Storage of a condition; the fields are private. */
struct async_condition {
    struct async_object object;
    struct async_object *shown; /* what traces show: `object`, or what it is a part of */
    struct async_waiters waiters;
    struct async_lock *lock; /* `own`, or one that is shared */
    struct async_lock own;
};

/* Makes a condition around `lock`, which is borrowed and may be shared by several; around a
 * lock of its own for NULL. `condition` is caller storage, which must outlive every waiter. Its
 * name in traces is the expression. Mirrors asyncio.Condition(lock).
 * Example:
 *     struct async_condition changed;
 *     async_condition_init(&changed, NULL); */
void async_condition_init(struct async_condition *condition, struct async_lock *lock,
                          const char *name);
#define async_condition_init(condition, lock) \
    (async_condition_init)((condition), (lock), #condition)

/* Gives up what the condition refers to. Nobody may be waiting. Never suspends. */
void async_condition_finish(struct async_condition *condition);

/* The condition's lock: as async_lock_acquire(), async_lock_release(), async_lock_is_locked().
 * Mirror Condition.acquire(), release(), locked(). */
ASYNC_MUST_CHECK int async_condition_acquire(struct async_condition *condition,
                                             const char *site);
#define async_condition_acquire(condition) (async_condition_acquire)((condition), ASYNC_HERE)
int async_condition_release(struct async_condition *condition);
bool async_condition_is_locked(const struct async_condition *condition);

/* Releases the lock, waits to be notified, and takes the lock again. The state may have changed
 * once more by then: look again, or use async_condition_wait_for().
 *
 * May suspend. Returns 0; ASYNC_ECANCELED; in both cases the lock is held. ASYNC_ERUNTIME
 * outside a task, or if the lock is not held. A waiter that is cancelled passes a notification
 * on, so that one may be woken for nothing. Mirrors Condition.wait(). */
ASYNC_MUST_CHECK int async_condition_wait(struct async_condition *condition, const char *site);
#define async_condition_wait(condition) (async_condition_wait)((condition), ASYNC_HERE)

/* Waits until predicate(arg) is true, which is called with the lock held and must not suspend;
 * does not wait if it is true already.
 *
 * May suspend. Returns as async_condition_wait(). Mirrors Condition.wait_for().
 * Example:
 *     int err = async_condition_acquire(&changed);
 *     if (err)
 *         return err;
 *     err = async_condition_wait_for(&changed, has_stock, shop);
 *     async_condition_release(&changed); */
ASYNC_MUST_CHECK int async_condition_wait_for(struct async_condition *condition,
                                              bool (*predicate)(void *arg), void *arg,
                                              const char *site);
#define async_condition_wait_for(condition, predicate, arg) \
    (async_condition_wait_for)((condition), (predicate), (arg), ASYNC_HERE)

/* Wake the first `n` waiters; all of them. The caller holds the lock, and they go on after it
 * has released it. Never suspend. Return 0, or ASYNC_ERUNTIME if the lock is not held. Mirror
 * Condition.notify(n) and notify_all().
 * Example:
 *     int err = async_condition_acquire(&changed);
 *     if (err)
 *         return err;
 *     put_on_shelf(shop);
 *     async_condition_notify(&changed, 1);
 *     async_condition_release(&changed); */
int async_condition_notify(struct async_condition *condition, size_t n);
int async_condition_notify_all(struct async_condition *condition);

ASYNC_C_END

#endif
