/* The mutable variables of the library: which loop this thread runs, or which job of an executor. */
#include "loop.h"

static _Thread_local struct async_loop *loop_of_thread;
static _Thread_local struct job *job_of_thread;

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
