/* The mutable variables of the library: which loop this thread runs, or which job of an
 * executor; and what one loop of the process leaves to the next. */
#include "current.h"

#include <stdatomic.h>
#include <stddef.h>

#include "loop.h"

static _Thread_local struct async_loop *loop_of_thread;
static _Thread_local struct job *job_of_thread;
static _Atomic(struct control *) resting_control;
static _Atomic uint64_t traced_file;
static atomic_bool has_traced_loop;
static atomic_bool is_fork_watched;

__attribute__((noinline)) struct async_loop *loop_current(void)
{
    return loop_of_thread;
}

void loop_set_current(struct async_loop *loop)
{
    loop_of_thread = loop;
}

__attribute__((noinline)) struct job *current_job(void)
{
    return job_of_thread;
}

void current_job_set(struct job *job)
{
    job_of_thread = job;
}

struct control *resting_control_swap(struct control *control)
{
    return atomic_exchange(&resting_control, control);
}

bool traced_file_is_same(uint64_t file)
{
    return atomic_exchange(&traced_file, file) == file;
}

bool traced_loop_begins(void)
{
    return !atomic_exchange(&has_traced_loop, true);
}

void traced_loop_ends(void)
{
    atomic_store(&has_traced_loop, false);
}

bool fork_is_watched(void)
{
    return atomic_exchange(&is_fork_watched, true);
}
