/* A number of permits. Mirrors asyncio.Semaphore and asyncio.BoundedSemaphore. */
#ifndef ASYNC_SEMAPHORE_H
#define ASYNC_SEMAPHORE_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Storage of a semaphore; the fields are private. */
struct async_semaphore {
    struct async_object object;
    struct async_waiters waiters;
    size_t value; /* permits that are free */
    size_t bound; /* of a bounded one: how many there are. Else SIZE_MAX */
};

/* Makes a semaphore with `value` permits. A bounded one refuses to be released more often than
 * it was acquired. `sem` is caller storage, which must outlive every waiter; nothing is to be
 * given up in the end. Its name in traces is the expression. Mirror asyncio.Semaphore(value)
 * and asyncio.BoundedSemaphore(value).
 * Example:
 *     struct async_semaphore downloads;
 *     async_semaphore_init(&downloads, 3); */
void async_semaphore_init(struct async_semaphore *sem, size_t value, const char *name);
#define async_semaphore_init(sem, value) (async_semaphore_init)((sem), (value), #sem)
void async_bounded_semaphore_init(struct async_semaphore *sem, size_t value, const char *name);
#define async_bounded_semaphore_init(sem, value) \
    (async_bounded_semaphore_init)((sem), (value), #sem)

/* Takes one permit, waiting in arrival order while none is free.
 *
 * May suspend. Returns 0, holding a permit the caller must release; ASYNC_ECANCELED, holding
 * nothing; ASYNC_ERUNTIME outside a task. Mirrors Semaphore.acquire().
 * Example:
 *     int err = async_semaphore_acquire(&downloads);
 *     if (err)
 *         return err;
 *     err = download(page);
 *     async_semaphore_release(&downloads);
 *     return err; */
ASYNC_MUST_CHECK int async_semaphore_acquire(struct async_semaphore *sem, const char *site);
#define async_semaphore_acquire(sem) (async_semaphore_acquire)((sem), ASYNC_HERE)

/* Gives one permit back and wakes the first waiter. Never suspends. Returns 0, or ASYNC_EVALUE
 * if a bounded one has all its permits. Mirrors Semaphore.release(). */
int async_semaphore_release(struct async_semaphore *sem);

/* True if acquiring would have to wait. Mirrors Semaphore.locked(). */
bool async_semaphore_is_locked(const struct async_semaphore *sem);

ASYNC_C_END

#endif
