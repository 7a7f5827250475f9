/* await gather(...): the future is awaited where it is made, and its outcomes are copied out.
 * Coroutines become tasks first. */
#include <async/gather.h>

#include <stdlib.h>

#include <async/error.h>

#include "task.h"

/* NULL for a gather that there was no memory for. The outcomes are the gather's. */
static int await_outcomes(struct async_future *gather, const struct async_outcome **ret_all,
                          const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    int err = async_future_await(gather, NULL, site);
    if (!err)
        *ret_all = gather->result;
    return err;
}

/* Both take over the caller's reference. */
static int copy_results(struct async_future *gather, void *results[], size_t n,
                        const char *site)
{
    const struct async_outcome *all;
    int err = await_outcomes(gather, &all, site);
    for (size_t i = 0; !err && results && i < n; i++)
        results[i] = all[i].result;
    async_future_release(gather);
    return err;
}

static int copy_outcomes(struct async_future *gather, struct async_outcome outcomes[], size_t n,
                         const char *site)
{
    const struct async_outcome *all;
    int err = await_outcomes(gather, &all, site);
    for (size_t i = 0; !err && i < n; i++) {
        outcomes[i] = all[i];
        async_error_retain(outcomes[i].error);
    }
    async_future_release(gather);
    return err;
}

/* ---- Coroutines ---- */

static int check_all(struct async_coro *const coros[], size_t n)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    for (size_t i = 0; i < n; i++) {
        int err = coro_check(coros[i]);
        if (err)
            return err;
    }
    return 0;
}

/* A task of it; one that stands further left already is the task it became there. */
static struct async_task *begin(struct async_coro *coro)
{
    if (coro->is_begun)
        return async_task_retain(CONTAINER(coro, struct async_task, coro));
    return (async_create_task)(coro, NULL);
}

/* Tasks of all of them; on failure they are closed. The blocks of tasks are there already, so
 * that nothing fails half way. */
static int begin_all(struct async_coro *const coros[], size_t n, struct async_task ***ret_tasks)
{
    int err = check_all(coros, n);
    struct async_task **tasks = err ? NULL : calloc(n ? n : 1, sizeof(struct async_task *));
    if (!err && !tasks)
        err = async_raise(ASYNC_ENOMEM, "out of memory for a gather");
    for (size_t i = 0; i < n; i++)
        if (err)
            async_coro_close(coros[i]);
        else
            tasks[i] = begin(coros[i]);
    *ret_tasks = tasks;
    return err;
}

static int gather_coros(struct async_coro *const coros[], size_t n, bool return_errors,
                        struct async_future **ret_gather)
{
    struct async_task **tasks;
    int err = begin_all(coros, n, &tasks);
    if (err)
        return err;
    struct async_future *gather = async_gather_create_tasks(tasks, n, return_errors, NULL);
    for (size_t i = 0; i < n; i++) {
        if (!gather)
            future_cancel(&tasks[i]->future, NULL); /* it has not started yet */
        async_task_release(tasks[i]);
    }
    free(tasks);
    *ret_gather = gather;
    return gather ? 0 : async_raise(ASYNC_ENOMEM, "out of memory for a gather");
}

/* ---- By what is gathered ---- */

int async_gather_coros(struct async_coro *const coros[], size_t n, void *results[],
                       const char *site)
{
    struct async_future *gather;
    int err = gather_coros(coros, n, false, &gather);
    return err ? err : copy_results(gather, results, n, site);
}

int async_gather_tasks(struct async_task *const tasks[], size_t n, void *results[],
                       const char *site)
{
    return copy_results(async_gather_create_tasks(tasks, n, false, NULL), results, n, site);
}

int async_gather_futures(struct async_future *const futures[], size_t n, void *results[],
                         const char *site)
{
    return copy_results(async_gather_create_futures(futures, n, false, NULL), results, n, site);
}

int async_gather_coros_outcomes(struct async_coro *const coros[], size_t n,
                                struct async_outcome outcomes[], const char *site)
{
    struct async_future *gather;
    int err = gather_coros(coros, n, true, &gather);
    return err ? err : copy_outcomes(gather, outcomes, n, site);
}

int async_gather_tasks_outcomes(struct async_task *const tasks[], size_t n,
                                struct async_outcome outcomes[], const char *site)
{
    return copy_outcomes(async_gather_create_tasks(tasks, n, true, NULL), outcomes, n, site);
}

int async_gather_futures_outcomes(struct async_future *const futures[], size_t n,
                                  struct async_outcome outcomes[], const char *site)
{
    return copy_outcomes(async_gather_create_futures(futures, n, true, NULL), outcomes, n,
                         site);
}
