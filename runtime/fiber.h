/* A context together with its stack, and the switch between two of them as the sanitizers want
 * to be told. */
#ifndef RUNTIME_FIBER_H
#define RUNTIME_FIBER_H

#include <stddef.h>

#include "context.h"
#include "stack.h"

struct fiber {
    context_t context;   /* while suspended */
    struct stack *stack; /* NULL: not started */
};

/* The flow that is running, on the thread's own stack, which it describes in `stack`. */
void fiber_adopt_thread(struct fiber *fiber, struct stack *stack);

/* Prepares a fiber for the first switch to it: to go on with what rests on the stack, or
 * else to run entry(arg), which must begin with fiber_entered() and never return. */
void fiber_start(struct fiber *fiber, struct stack *stack, void (*entry)(void *arg), void *arg);
void fiber_entered(void);

/* Nothing runs on the stack any more. */
void fiber_release_stack(struct stack *stack);

/* Suspends `from`, which is running, and goes on with `to`. */
void fiber_switch(struct fiber *from, struct fiber *to);

#endif
