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

/* The holder is retained: who waits for the lock may be shown it after it has finished. */
static void forget_holder(struct async_lock *lock)
{
    struct async_task *holder = lock->holder;
    lock->holder = NULL;
    if (holder && holder->future.refs > 1)
        holder->future.refs--;
    else
        async_task_release(holder);
}

void async_lock_finish(struct async_lock *lock)
{
    forget_holder(lock);
}

static void changed(struct async_lock *lock, struct async_loop *loop, const char *op)
{
    if (lock->shown == &lock->object)
        object_changed_in(loop, lock->shown, op, lock->is_locked);
}

/* Wakes the first in line; nothing if it was woken already or is on its way out. */
static void wake_first(struct async_lock *lock)
{
    struct async_waiter *first = lock->waiters.first;
    if (first)
        future_wake(&first->future);
}

/* Not inlined: its frame would be made for every lock that is free. */
__attribute__((noinline)) static int wait_in_line(struct async_lock *lock,
                                                  struct async_task *task, const char *site)
{
    struct async_waiter waiter;
    struct wait_reason reason = object_reason(task, lock->shown, lock->shown->kind);
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
    lock->is_locked = true;
    lock->holder = task;
    task->future.refs++;
    changed(lock, task->loop, "acquire");
    return 0;
}

int async_lock_release(struct async_lock *lock)
{
    if (!lock->is_locked)
        return async_raise(ASYNC_ERUNTIME, "the lock is not held");
    lock->is_locked = false;
    forget_holder(lock);
    changed(lock, loop_current(), "release");
    wake_first(lock);
    return 0;
}

bool async_lock_is_locked(const struct async_lock *lock)
{
    return lock->is_locked;
}
