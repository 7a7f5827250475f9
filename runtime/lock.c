/* Lock: a release makes nobody the holder. It wakes the first in line, who takes the lock when
 * it runs; until then newcomers line up behind it, because it still stands there. */
#include "lock.h"

#include <async/error.h>
#include <async/task.h>

#include "waiters.h"

void(async_lock_init)(struct async_lock *lock, const char *name)
{
    *lock = (struct async_lock){ .object = object_of("lock", name) };
    lock->shown = &lock->object;
}

void lock_init_inside(struct async_lock *lock, struct async_object *shown)
{
    *lock = (struct async_lock){ .shown = shown };
}

static void set_holder(struct async_lock *lock, struct async_task *task)
{
    struct async_task *before = lock->holder;
    lock->holder = async_task_retain(task);
    lock->is_locked = task != NULL;
    async_task_release(before);
    if (lock->shown == &lock->object)
        object_changed(lock->shown, task ? "acquire" : "release", lock->is_locked);
}

void async_lock_finish(struct async_lock *lock)
{
    async_task_release(lock->holder);
    lock->holder = NULL;
}

/* Wakes the first in line; nothing if it was woken already or is on its way out. */
static void wake_first(struct async_lock *lock)
{
    struct async_waiter *first = lock->waiters.first;
    if (first && first->future.state == ASYNC_FUTURE_PENDING)
        future_settle_result(&first->future, NULL);
}

static int wait_in_line(struct async_lock *lock, struct async_task *task, const char *site)
{
    struct async_waiter waiter;
    struct wait_reason reason = object_reason(lock->shown, lock->shown->kind);
    reason.holder = &lock->holder;
    int err = waiters_wait(&lock->waiters, &waiter, task, &reason, site);
    if (err && !lock->is_locked)
        wake_first(lock);
    return err;
}

int(async_lock_acquire)(struct async_lock *lock, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (lock->is_locked || waiters_have_claim(&lock->waiters)) {
        int err = wait_in_line(lock, task, site);
        if (err)
            return err;
    }
    set_holder(lock, task);
    return 0;
}

int async_lock_release(struct async_lock *lock)
{
    if (!lock->is_locked)
        return async_raise(ASYNC_ERUNTIME, "the lock is not held");
    set_holder(lock, NULL);
    wake_first(lock);
    return 0;
}

bool async_lock_is_locked(const struct async_lock *lock)
{
    return lock->is_locked;
}
