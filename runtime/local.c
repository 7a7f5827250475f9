/* Task-local values: each task has a list of bindings, the newest first. A new task shares its
 * parent's list and puts its own bindings in front, so that inheriting costs nothing. */
#include "local.h"

#include <stdlib.h>

#include <async/error.h>
#include <async/local.h>

#include "job.h"
#include "task.h"

struct binding {
    struct binding *older; /* retained */
    const struct async_local *local;
    void *value;
    size_t refs; /* of tasks and newer bindings */
};

struct binding *binding_retain(struct binding *binding)
{
    if (binding)
        binding->refs++;
    return binding;
}

void binding_release(struct binding *binding)
{
    while (binding && !--binding->refs) {
        struct binding *older = binding->older;
        free(binding);
        binding = older;
    }
}

/* The task's own binding of that variable, which nobody else sees. */
static struct binding *find_own(struct binding *binding, const struct async_local *local)
{
    while (binding && binding->refs == 1 && binding->local != local)
        binding = binding->older;
    return binding && binding->refs == 1 ? binding : NULL;
}

int async_local_set(const struct async_local *local, void *value)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    struct binding *binding = find_own(task->locals, local);
    if (!binding) {
        binding = malloc(sizeof(*binding));
        if (!binding)
            return async_raise(ASYNC_ENOMEM, "out of memory for a task-local value");
        *binding = (struct binding){ .older = task->locals, .local = local, .refs = 1 };
        task->locals = binding;
    }
    binding->value = value;
    return 0;
}

void *async_local_get(const struct async_local *local)
{
    const struct async_task *task = async_current_task();
    const struct binding *binding = task ? task->locals : job_locals();
    while (binding && binding->local != local)
        binding = binding->older;
    return binding ? binding->value : local->initial;
}
