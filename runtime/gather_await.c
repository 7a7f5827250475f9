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

static bool has_gap(struct async_coro *const coros[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!coros[i])
            return true;
    return false;
}

/* Tasks of all of them. NULL, and they are closed, without memory or a task to await them. The
 * blocks of tasks are there already, so that nothing fails half way. */
static struct async_task **begin_all(struct async_coro *const coros[], size_t n)
{
    bool is_possible = task_current() && !has_gap(coros, n);
    struct async_task **tasks = is_possible ? calloc(n ? n : 1, sizeof(*tasks)) : NULL;
    for (size_t i = 0; i < n; i++)
        if (tasks)
            tasks[i] = (async_create_task)(coros[i], NULL);
        else
            async_coro_close(coros[i]);
    return tasks;
}

static struct async_future *gather_coros(struct async_coro *const coros[], size_t n,
                                         bool return_errors)
{
    struct async_task **tasks = begin_all(coros, n);
    if (!tasks)
        return NULL;
    struct async_future *gather = async_gather_create_tasks(tasks, n, return_errors, NULL);
    for (size_t i = 0; i < n; i++)
        async_task_release(tasks[i]);
    free(tasks);
    return gather;
}

/* ---- By what is gathered ---- */

int async_gather_coros(struct async_coro *const coros[], size_t n, void *results[],
                       const char *site)
{
    return copy_results(gather_coros(coros, n, false), results, n, site);
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
    return copy_outcomes(gather_coros(coros, n, true), outcomes, n, site);
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
