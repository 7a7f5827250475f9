/* The harness's coroutine begins, makes a task of the learner's function and waits for it; then
 * it lets everything run that still can, and checks.
 *
 * A deadlock or too many ticks end the loop instead; the runtime says so in the trace. A
 * schedule may cancel the task on its way: at a time, so many ticks after the first one of that
 * time, which is how each of its suspensions can be hit.
 *
 * Who looks at the trace looks for the learner's code. So what is done here has no place in a
 * source, and the harness's coroutine a name that marks it as machinery (docs/trace.md). */
#include "judge/host/drive.h"

#include <unistd.h>

#include "judge/host/harness.h"
#include "judge/host/memory.h"
#include "judge/host/protocol.h"
#include "judge/host/seal.h"
#include "loop.h"
#include "trace.h"

struct run {
    void *function;
    int returned;
    bool has_returned;
    struct async_task *task;
    struct async_handle canceller;
    int64_t ticks_left;
};

void harness_note(const char *what, const char *name, int64_t value, const char *site)
{
    TRACE(note, loop_current(), what, name, value, site);
}

void harness_expect(const char *what, const char *name, int64_t wanted, int64_t got)
{
    harness_note("want", name, wanted, NULL);
    harness_note(what, name, got, NULL);
}

/* The function has returned, so what its tasks do from now on they do with arguments that may
 * be gone. That they are left is the fault; what comes of it shall not hide that. */
static void leave_if_more_than(size_t own_tasks)
{
    struct async_loop *loop = loop_current();
    if (async_all_tasks(NULL, 0) <= own_tasks)
        return;
    TRACE(close, loop);
    seal_close();
    _exit(0);
}

static int call_function(void *arg)
{
    struct run *run = arg;
    harness_note(HOST_NOTE_CALL, harness.symbol, 0, NULL);
    run->returned = harness.call(run->function);
    run->has_returned = true;
    harness_note(HOST_NOTE_RETURN, harness.symbol, run->returned, NULL);
    if (memory_is_sanitized())
        leave_if_more_than(2); /* who watches, and this one */
    return 0;
}

static void cancel_when_due(void *arg)
{
    struct run *run = arg;
    if (--run->ticks_left > 0) {
        async_call_soon(&run->canceller, cancel_when_due, run);
        return;
    }
    if (async_task_cancel(run->task, NULL))
        harness_note(HOST_NOTE_CANCEL, NULL, 0, NULL);
}

static int arm_canceller(struct run *run)
{
    run->ticks_left = harness_number(HOST_CANCEL_TICKS, 0);
    if (!run->ticks_left)
        return 0;
    return async_call_at(&run->canceller, harness_number(HOST_CANCEL_MS, 0), cancel_when_due,
                         run);
}

/* The virtual clock moves only when nothing is ready. */
static int run_what_is_ready(void)
{
    return (async_sleep_us)(1, NULL);
}

static int watch_function(struct run *run)
{
    struct async_future *future = async_task_future(run->task);
    int err = arm_canceller(run);
    if (!err)
        err = async_wait_futures(&future, 1, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT, NULL);
    async_handle_cancel(&run->canceller);
    if (!err)
        err = run_what_is_ready();
    if (err)
        return err;
    harness_note(HOST_NOTE_IDLE, NULL, 0, NULL);
    if (harness.check)
        harness.check(run->returned);
    leave_if_more_than(1);
    return 0;
}

static int run_schedule(void *arg)
{
    struct run *run = arg;
    if (harness.begin)
        harness.begin();
    /* In traces it goes by the learner's name for it. */
    run->task =
        (async_create_task)((async_coro)(call_function, run, harness.symbol, NULL), NULL);
    if (!run->task)
        return ASYNC_ENOMEM;
    int err = watch_function(run);
    async_task_release(run->task);
    return err;
}

bool drive(const struct async_options *options, void *function, int *ret_returned)
{
    struct run run = { .function = function };
    /* Why it did not come back, if it did not, is in the trace. */
    (void)async_run_with(options, (async_coro)(run_schedule, &run, "(judge)", NULL), NULL);
    *ret_returned = run.returned;
    return run.has_returned;
}
