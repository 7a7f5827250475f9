/* Tasks that are left together. Mirrors asyncio.TaskGroup.
 *
 *     struct async_group group;
 *     int err = async_group_enter(&group);
 *     if (err)
 *         return err;
 *     err = async_group_create_task(&group, async_coro(fetch, "a"), NULL);
 *     if (!err)
 *         err = async_group_create_task(&group, async_coro(fetch, "b"), NULL);
 *     return async_group_exit(&group, err);
 *
 * async_group_exit() waits for all of them. The first that fails cancels the others and the
 * body of the scope; all errors come out together, as one ASYNC_EGROUP. */
#ifndef ASYNC_GROUP_H
#define ASYNC_GROUP_H

#include <async/base.h>
#include <async/coro.h>
#include <async/task.h>

ASYNC_C_BEGIN

/* How a scope was left: an error with its detail, owned. */
struct async_ending {
    int err;
    struct async_error *detail;
};

/* Storage of a scope, on the stack of the task that enters it; the fields are private. */
struct async_group {
    struct async_object object;
    struct async_pending pending; /* until the scope is left */
    struct async_task *owner;
    struct async_task *children, *children_last; /* unfinished, in creation order; retained */
    struct async_task *failed, *failed_last;     /* in the order they failed; retained */
    struct async_future *waiter; /* the owner in async_group_exit(), while it waits */
    size_t n_children, n_failed;
    struct async_ending body, cancelled; /* while it waits: by the body, by a cancellation */
    bool is_aborting;
    bool is_exiting;
    bool is_owner_cancelled; /* by the group itself, because a child failed */
};

/* Begins a scope. `group` must stay where it is until async_group_exit(). Never suspends.
 * Returns 0, or ASYNC_ERUNTIME outside a task. Its name in traces is the expression. Mirrors
 * `async with asyncio.TaskGroup() as group`. */
ASYNC_MUST_CHECK int async_group_enter(struct async_group *group, const char *name);
#define async_group_enter(group) (async_group_enter)((group), #group)

/* Makes a task of the coroutine, which it consumes in any case, in the group. `*ret_task` (may
 * be NULL) is a reference which the caller owns, to ask for the result later. Never suspends.
 * Returns 0; ASYNC_ENOMEM; ASYNC_ERUNTIME when the group is being cancelled or is over, or if
 * the coroutine was consumed before. Mirrors TaskGroup.create_task(). */
ASYNC_MUST_CHECK int async_group_create_task(struct async_group *group, struct async_coro *coro,
                                             struct async_task **ret_task, const char *site);
#define async_group_create_task(group, coro, ret_task) \
    (async_group_create_task)((group), (coro), (ret_task), ASYNC_HERE)

/* Ends the scope: waits until all its tasks are done. `err` is how the body ended; an error
 * cancels them first.
 *
 * May suspend. Returns 0; ASYNC_ECANCELED, if the body or this wait was cancelled from outside;
 * ASYNC_EGROUP, if a task or the body failed otherwise: the errors are in
 * async_error_last(ASYNC_EGROUP)->errors, first the tasks' in the order in which they failed,
 * then the body's. Where memory is short that detail is lost and the code stays. Mirrors
 * leaving `async with`.
 * Example:
 *     int err = async_group_exit(&group, 0);
 *     const struct async_error *all = async_error_last(ASYNC_EGROUP);
 *     for (size_t i = 0; err == ASYNC_EGROUP && all && i < all->n_errors; i++)
 *         puts(async_strerror(all->errors[i]->code)); */
ASYNC_MUST_CHECK int async_group_exit(struct async_group *group, int err, const char *site);
#define async_group_exit(group, err) (async_group_exit)((group), (err), ASYNC_HERE)

ASYNC_C_END

#endif
