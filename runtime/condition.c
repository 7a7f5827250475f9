/* Condition: waiting gives the lock away and comes back only with it.
 *
 * The happy path of wait: release, stand in line, be notified, take the lock. A cancellation,
 * wherever it comes, is kept until the lock is held again; then, as this waiter may have taken
 * a notification with it, another one is woken in its place. */
#include "condition.h"

#include "error.h"
#include "lock.h"
#include "waiters.h"

void(async_condition_init)(struct async_condition *condition, struct async_lock *lock,
                           const char *name)
{
    *condition = (struct async_condition){ .object = object_of("condition", name) };
    condition->shown = &condition->object;
    condition->lock = lock ? lock : &condition->own;
    (async_lock_init)(&condition->own, name);
}

void condition_init_inside(struct async_condition *condition, struct async_object *shown)
{
    *condition = (struct async_condition){ .shown = shown };
    condition->lock = &condition->own;
    lock_init_inside(&condition->own, shown);
}

void async_condition_finish(struct async_condition *condition)
{
    async_lock_finish(&condition->own);
}

int(async_condition_acquire)(struct async_condition *condition, const char *site)
{
    return (async_lock_acquire)(condition->lock, site);
}

int async_condition_release(struct async_condition *condition)
{
    return async_lock_release(condition->lock);
}

bool async_condition_is_locked(const struct async_condition *condition)
{
    return async_lock_is_locked(condition->lock);
}

static void changed(struct async_condition *condition, const char *op)
{
    const struct async_loop *loop = loop_current();
    if (LOOP_CAN_BE_WATCHED && loop && loop->trace && condition->shown == &condition->object)
        object_changed(condition->shown, op, waiters_count(&condition->waiters));
}

/* Takes the lock, no matter how often that is cancelled. `err` is how waiting ended; returns
 * the latest error, which is the one whose detail the task has. */
static int come_back(struct async_condition *condition, int err, const char *site)
{
    int again;
    while ((again = (async_lock_acquire)(condition->lock, site)) != 0)
        err = again;
    return err;
}

static int check_held(const struct async_condition *condition)
{
    if (condition->lock->is_locked)
        return 0;
    return async_raise(ASYNC_ERUNTIME, "the condition's lock is not held");
}

int(async_condition_wait)(struct async_condition *condition, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    int err = check_held(condition);
    if (err)
        return err;
    async_lock_release(condition->lock);
    struct async_waiter waiter;
    const struct wait_reason reason =
        object_reason(task, condition->shown, condition->shown->kind);
    err = waiters_wait(&condition->waiters, &waiter, task, &reason, site);
    err = come_back(condition, err, site);
    if (err)
        waiters_wake(&condition->waiters, 1);
    return err;
}

int(async_condition_wait_for)(struct async_condition *condition, bool (*predicate)(void *arg),
                              void *arg, const char *site)
{
    while (!predicate(arg)) {
        int err = (async_condition_wait)(condition, site);
        if (err)
            return err;
    }
    return 0;
}

int async_condition_notify(struct async_condition *condition, size_t n)
{
    int err = check_held(condition);
    if (err)
        return err;
    changed(condition, "notify");
    waiters_wake(&condition->waiters, n);
    return 0;
}

int async_condition_notify_all(struct async_condition *condition)
{
    return async_condition_notify(condition, SIZE_MAX);
}
