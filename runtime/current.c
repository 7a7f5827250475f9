/* The one mutable variable of the library: which loop this thread runs. */
#include "loop.h"

static _Thread_local struct async_loop *current;

__attribute__((noinline)) struct async_loop *loop_current(void)
{
    return current;
}

void loop_set_current(struct async_loop *loop)
{
    current = loop;
}
