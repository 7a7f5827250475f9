/* Task groups. Its tasks carry the group's bookkeeping in their own blocks (task->member), so
 * that joining a group cannot fail.
 *
 * The happy path of exit: nobody failed, the owner waits for the last child. A child that fails
 * cancels its siblings and the owner, wherever in the scope that is waiting; this request is
 * the group's own and is taken back before the errors are raised. A cancellation from outside
 * aborts the group and is passed on, unless there are errors: then it is asked for again. */
#include <async/group.h>

#include <stdlib.h>

#include "error.h"
#include "waiters.h"

static void ending_drop(struct async_ending *ending)
{
    async_error_release(ending->detail);
    *ending = (struct async_ending){ 0 };
}

/* The owner never comes to leave the scope, or never gets through with it. */
static void drop(struct async_pending *pending)
{
    struct async_group *group = CONTAINER(pending, struct async_group, pending);
    loop_pending_remove(group->owner->loop, pending);
    for (struct async_task *task = group->children, *next; task; task = next) {
        next = task->member.next;
        future_forget_node(&task->future, &task->member.done);
        async_task_release(task);
    }
    for (struct async_task *task = group->failed, *next; task; task = next) {
        next = task->member.next;
        async_task_release(task);
    }
    ending_drop(&group->body);
    ending_drop(&group->cancelled);
}

int(async_group_enter)(struct async_group *group, const char *name)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    *group = (struct async_group){ .object = object_of("group", name), .owner = task };
    loop_pending_add(task->loop, &group->pending, drop);
    object_changed(&group->object, "enter", 0);
    return 0;
}

/* ---- Children ---- */

static void children_add(struct async_group *group, struct async_task *task)
{
    task->member.next = NULL;
    task->member.previous = group->children_last;
    if (group->children_last)
        group->children_last->member.next = task;
    else
        group->children = task;
    group->children_last = task;
    group->n_children++;
}

static void children_remove(struct async_group *group, struct async_task *task)
{
    struct task_member *member = &task->member;
    if (member->previous)
        member->previous->member.next = member->next;
    else
        group->children = member->next;
    if (member->next)
        member->next->member.previous = member->previous;
    else
        group->children_last = member->previous;
    group->n_children--;
}

static void failed_add(struct async_group *group, struct async_task *task)
{
    task->member.next = NULL;
    if (group->failed_last)
        group->failed_last->member.next = task;
    else
        group->failed = task;
    group->failed_last = task;
    group->n_failed++;
}

static void abort_children(struct async_group *group)
{
    group->is_aborting = true;
    object_changed(&group->object, "abort", group->n_children);
    for (struct async_task *task = group->children; task; task = task->member.next)
        future_cancel(&task->future, NULL);
}

static void child_failed(struct async_group *group, struct async_task *task)
{
    task->future.is_unseen = false;
    failed_add(group, task);
    if (group->is_aborting || group->is_owner_cancelled)
        return;
    abort_children(group);
    group->is_owner_cancelled = true;
    future_cancel(&group->owner->future, NULL);
}

static void child_done(struct async_node *node)
{
    struct async_task *task = CONTAINER(node, struct async_task, member.done);
    struct async_group *group = task->member.group;
    children_remove(group, task);
    object_changed(&group->object, "done", group->n_children);
    if (group->waiter && !group->children)
        future_wake(group->waiter);
    if (task->future.state == ASYNC_FUTURE_FAILED)
        child_failed(group, task);
    else
        async_task_release(task);
}

int(async_group_create_task)(struct async_group *group, struct async_coro *coro,
                             struct async_task **ret_task, const char *site)
{
    if (group->is_aborting || (group->is_exiting && !group->children)) {
        coro_refuse(coro);
        return async_raise(ASYNC_ERUNTIME, "the task group is %s",
                           group->is_aborting ? "shutting down" : "over");
    }
    int err = coro_check(coro);
    if (err)
        return err;
    struct async_task *task = (async_create_task)(coro, site);
    task->member.group = group;
    task->member.done.run = child_done;
    future_add_node(&task->future, &task->member.done);
    children_add(group, task);
    object_changed(&group->object, "task", group->n_children);
    TRACE(member, task->loop, &group->object.id, "all", &task->future);
    if (ret_task)
        *ret_task = async_task_retain(task);
    return 0;
}

/* ---- Leaving ---- */

static int wait_for_children(struct async_group *group, const char *site)
{
    struct async_future waiter;
    const struct wait_reason reason = object_reason(group->owner, &group->object, "group");
    future_init_internal(&waiter);
    group->waiter = &waiter;
    int err = task_wait(group->owner, &waiter, &reason, site);
    group->waiter = NULL;
    async_future_finish(&waiter);
    return err;
}

/* Waits until there are no children. The first cancellation, unless they are being cancelled
 * anyway, becomes how the scope ends. */
static void leave_children(struct async_group *group, const char *site)
{
    while (group->children) {
        int err = wait_for_children(group, site);
        if (!err || group->is_aborting)
            continue;
        ending_drop(&group->cancelled);
        group->cancelled = (struct async_ending){ err, error_detach(err) };
        abort_children(group);
    }
}

/* The detail of all the errors; NULL if out of memory. Lets go of the failed tasks. */
static struct async_error *collect_errors(struct async_group *group)
{
    const struct async_ending *body = &group->body;
    struct async_error *all = error_create_group(group->n_failed + (body->err ? 1 : 0));
    bool is_complete = all != NULL;
    while (group->failed) {
        struct async_task *task = group->failed;
        group->failed = task->member.next;
        is_complete = is_complete && error_add_part(all, task->future.err, task->future.error);
        async_task_release(task);
    }
    if (body->err)
        is_complete = is_complete && error_add_part(all, body->err, body->detail);
    if (is_complete)
        return all;
    async_error_release(all);
    return NULL;
}

static int raise_errors(struct async_group *group)
{
    struct async_error *all = collect_errors(group);
    ending_drop(&group->body);
    if (group->owner->requests) {
        async_task_uncancel(group->owner);
        future_cancel(&group->owner->future, NULL);
    }
    return error_attach(ASYNC_EGROUP, all);
}

int(async_group_exit)(struct async_group *group, int err, const char *site)
{
    struct async_ending *ending = err == ASYNC_ECANCELED ? &group->cancelled : &group->body;
    *ending = (struct async_ending){ err, err ? error_detach(err) : NULL };
    group->is_exiting = true;
    if (err && !group->is_aborting)
        abort_children(group);
    leave_children(group, site);
    loop_pending_remove(group->owner->loop, &group->pending);
    object_changed(&group->object, "exit", 0);
    if (group->is_owner_cancelled && !async_task_uncancel(group->owner))
        ending_drop(&group->cancelled);
    if (!group->n_failed && group->cancelled.err)
        return error_attach(group->cancelled.err, group->cancelled.detail);
    ending_drop(&group->cancelled);
    return group->n_failed || group->body.err ? raise_errors(group) : 0;
}
