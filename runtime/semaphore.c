/* Semaphore: a release hands its permit to the first in line at once, so that no newcomer gets
 * it first. Who was chosen but cancelled before it ran puts the permit back, and whoever leaves
 * the line wakes as many as there are permits by then. */
#include <async/semaphore.h>

#include <async/error.h>

#include "waiters.h"

void(async_semaphore_init)(struct async_semaphore *sem, size_t value, const char *name)
{
    *sem = (struct async_semaphore){
        .object = object_of("semaphore", name),
        .value = value,
        .bound = SIZE_MAX,
    };
}

void(async_bounded_semaphore_init)(struct async_semaphore *sem, size_t value, const char *name)
{
    (async_semaphore_init)(sem, value, name);
    sem->bound = value;
}

/* Gives a permit to the first in line; false if nobody waits. */
static bool hand_over(struct async_semaphore *sem)
{
    if (!waiters_wake(&sem->waiters, 1))
        return false;
    sem->value--;
    return true;
}

static int wait_in_line(struct async_semaphore *sem, struct async_task *task, const char *site)
{
    struct async_waiter waiter;
    const struct wait_reason reason = object_reason(task, &sem->object, "semaphore");
    int err = waiters_wait(&sem->waiters, &waiter, task, &reason, site);
    if (err && waiter.future.state == ASYNC_FUTURE_RESULT)
        sem->value++;
    while (sem->value && hand_over(sem))
        ;
    return err;
}

int(async_semaphore_acquire)(struct async_semaphore *sem, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (async_semaphore_is_locked(sem)) {
        int err = wait_in_line(sem, task, site);
        if (err)
            return err;
    } else {
        sem->value--;
    }
    object_changed(&sem->object, "acquire", sem->value);
    return 0;
}

int async_semaphore_release(struct async_semaphore *sem)
{
    if (sem->value >= sem->bound)
        return async_raise(ASYNC_EVALUE, "the semaphore was released too often");
    sem->value++;
    object_changed(&sem->object, "release", sem->value);
    hand_over(sem);
    return 0;
}

bool async_semaphore_is_locked(const struct async_semaphore *sem)
{
    return !sem->value || waiters_have_claim(&sem->waiters);
}
