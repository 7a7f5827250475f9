/* Tests of functions that may suspend: the case runs in the main task of a loop of its own. */
#ifndef TESTS_IN_TASK_H
#define TESTS_IN_TASK_H

#include <async.h>

static inline int in_task_call(void *arg)
{
    void (**body)(void) = arg;
    (*body)();
    return 0;
}

/* A failed assertion would jump out of the coroutine: `body` keeps what it saw for the
 * caller to check. */
static inline void in_task(void (*body)(void))
{
    struct async_options options = async_options_default();
    options.clock = ASYNC_CLOCK_REAL;
    options.stack_bytes = (size_t)1024 * 1024;
    assert_int_equal(async_run_with(&options, async_coro(in_task_call, &body), NULL), 0);
}

#endif
