/* Mutual exclusion between tasks. Mirrors asyncio.Lock.
 *
 * Only needed around steps that await: between two awaits nobody else runs anyway. */
#ifndef ASYNC_LOCK_H
#define ASYNC_LOCK_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Storage of a lock; the fields are private. */
struct async_lock {
    struct async_object object;
    struct async_object *shown; /* what traces show: `object`, or what the lock is a part of */
    struct async_waiters waiters;
    struct async_task *holder; /* retained; NULL when free, or taken by something else */
    bool is_locked;
};

/* Makes a free lock. `lock` is caller storage, which must outlive every waiter. Its name in
 * traces is the expression: "cart_lock" for async_lock_init(&cart_lock). Mirrors
 * asyncio.Lock().
 * Example:
 *     struct async_lock cart_lock;
 *     async_lock_init(&cart_lock); */
void async_lock_init(struct async_lock *lock, const char *name);
#define async_lock_init(lock) (async_lock_init)((lock), #lock)

/* Gives up what the lock refers to. Nobody may be waiting for it; it may be held. Never
 * suspends. */
void async_lock_finish(struct async_lock *lock);

/* Takes the lock, in arrival order while it is held. A free lock nobody waits for is taken at
 * once.
 *
 * May suspend. Returns 0, holding the lock, which the caller must release; ASYNC_ECANCELED,
 * holding nothing; ASYNC_ERUNTIME outside a task. Mirrors Lock.acquire().
 * Example:
 *     int err = async_lock_acquire(&cart_lock);
 *     if (err)
 *         return err;
 *     err = buy(cart);
 *     async_lock_release(&cart_lock);
 *     return err; */
ASYNC_MUST_CHECK int async_lock_acquire(struct async_lock *lock, const char *site);
#define async_lock_acquire(lock) (async_lock_acquire)((lock), ASYNC_HERE)

/* Frees the lock, whoever holds it, and wakes the first waiter, which takes it when it runs.
 * Never suspends. Returns 0, or ASYNC_ERUNTIME if it is not held. Mirrors Lock.release(). */
int async_lock_release(struct async_lock *lock);

/* True while somebody holds it. Mirrors Lock.locked(). */
bool async_lock_is_locked(const struct async_lock *lock);

ASYNC_C_END

#endif
