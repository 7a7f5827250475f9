/* Coroutine objects: they live in the block of the task that they may become, so that making a
 * task of one costs no allocation. */
#include <async/coro.h>

#include <stdlib.h>

#include "error.h"
#include "loop.h"
#include "task.h"
#include "trace.h"

struct async_coro *(async_coro)(async_fn *fn, void *arg, const char *name, const char *site)
{
    struct async_loop *loop = loop_current();
    struct slab *slab = loop ? loop->blocks : NULL;
    struct async_task *task = slab ? slab_take(slab) : malloc(task_block_bytes());
    if (!task)
        return NULL;
    task->slab = slab;
    task->loop = loop;
    if (loop)
        task_list_add(&loop->idle, task);
    task->coro = (struct async_coro){ .fn = fn, .arg = arg, .name = name, .site = site };
    TRACE(coro_created, loop, &task->coro);
    return &task->coro;
}

void coro_unlist(struct async_coro *coro)
{
    struct async_task *task = CONTAINER(coro, struct async_task, coro);
    if (task->loop)
        task_list_remove(&task->loop->idle, task);
    task->loop = NULL;
}

int coro_check(const struct async_coro *coro)
{
    if (UNLIKELY(!coro))
        return async_raise(ASYNC_ENOMEM, "out of memory for a coroutine");
    if (UNLIKELY(coro->is_begun))
        return async_raise(ASYNC_ERUNTIME, "cannot reuse already awaited coroutine");
    return 0;
}

bool coro_begin(struct async_coro *coro)
{
    if (coro_check(coro))
        return false;
    coro->is_begun = true;
    coro_unlist(coro);
    return true;
}

void coro_report_never_awaited(const struct async_coro *coro)
{
    loop_report(loop_current(), ASYNC_REPORT_NEVER_AWAITED, coro->site, NULL,
                "coroutine '%s' was never awaited", coro->name);
}

void coro_free(struct async_coro *coro)
{
    struct async_task *task = CONTAINER(coro, struct async_task, coro);
    if (task->slab)
        slab_give_back(task->slab, task);
    else
        free(task);
}

void coro_refuse(struct async_coro *coro)
{
    if (coro && coro_begin(coro))
        coro_free(coro);
}

void async_coro_close(struct async_coro *coro)
{
    if (!coro || coro->is_begun)
        return;
    if (loop_current())
        coro_report_never_awaited(coro);
    coro_refuse(coro);
}

int async_coro_await(struct async_coro *coro, void **ret_result, const char *site)
{
    if (!coro)
        return coro_check(coro);
    struct async_task *task = task_current();
    if (!task) {
        async_coro_close(coro);
        return ASYNC_ERUNTIME;
    }
    if (!coro_begin(coro))
        return ASYNC_ERUNTIME;
    coro->outer = task->frame;
    coro->await_site = site;
    task->frame = coro;
    TRACE(coro_entered, task->loop, task, coro);
    int err = coro->fn(coro->arg);
    TRACE(coro_left, task->loop, task, coro, err);
    task->frame = coro->outer;
    if (!err && ret_result)
        *ret_result = coro->result;
    coro_free(coro);
    return err;
}

int async_return(void *result)
{
    struct async_task *task = async_current_task();
    if (task)
        task->frame->result = result;
    return 0;
}
