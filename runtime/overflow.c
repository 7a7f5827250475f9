/* The handler of a fault runs on a stack of its own, since the task's is used up. It looks
 * whether the address lies in a guard, says so, has the trace written, and lets the fault
 * happen again with nobody watching. Other faults, and abort(), come there for the trace. */
#include "overflow.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "task.h"
#include "trace.h"

#define HANDLER_STACK_BYTES ((size_t)32 * 1024)

static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

static void say(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        return; /* nobody to tell */
}

static void say_number(size_t value)
{
    char digits[24];
    size_t at = sizeof(digits) - 1;
    digits[at] = '\0';
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    say(digits + at);
}

static void say_overflow(const struct async_loop *loop)
{
    const struct async_task *task = loop->current;
    say("async: task '");
    say(task ? task_title(task) : "?");
    say("' used up its stack of ");
    say_number(loop->stacks.stack_bytes / 1024);
    say(" KiB: keep large arrays on the heap, or set ASYNC_STACK to more bytes\n");
}

/* Where the stack pointer was when the fault came; 0: not known. */
static uintptr_t stack_pointer(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.sp;
#else
    return 0;
#endif
}

/* A large array may reach past the guard: then the stack pointer tells. */
static bool is_below_stack(const struct async_task *task, uintptr_t at)
{
    const struct stack *stack = task ? task->fiber.stack : NULL;
    return stack && at && at < (uintptr_t)stack->bottom;
}

static void on_fault(int signal_number, siginfo_t *info, void *context)
{
    struct async_loop *loop = loop_current();
    if (loop && (stack_of_guard(&loop->stacks, info->si_addr) ||
                 is_below_stack(loop->current, stack_pointer(context))))
        say_overflow(loop);
    TRACE(flush, loop);
    signal(signal_number, SIG_DFL); /* returning repeats the fault */
    if (info->si_code <= 0)
        raise(signal_number); /* it was sent by kill(): nothing repeats it */
}

/* By somebody else than us. */
static bool is_watched(int signal_number)
{
    struct sigaction old;
    if (sigaction(signal_number, NULL, &old))
        return true;
    return old.sa_flags & SA_SIGINFO ? old.sa_sigaction != on_fault : old.sa_handler != SIG_DFL;
}

void overflow_end(struct async_loop *loop)
{
    say_overflow(loop);
    TRACE(flush, loop);
    abort();
}

void overflow_watch(struct async_loop *loop)
{
    if (is_watched(SIGSEGV))
        return;
    loop->fault_stack = malloc(HANDLER_STACK_BYTES);
    if (!loop->fault_stack)
        return;
    stack_t stack = { .ss_sp = loop->fault_stack, .ss_size = HANDLER_STACK_BYTES };
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        if (!is_watched(faults[i]))
            sigaction(faults[i], &action, NULL);
    }
}

void overflow_unwatch(struct async_loop *loop)
{
    if (!loop->fault_stack)
        return;
    stack_t none = { .ss_flags = SS_DISABLE };
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        if (!is_watched(faults[i]))
            signal(faults[i], SIG_DFL);
    }
    sigaltstack(&none, NULL);
    free(loop->fault_stack);
    loop->fault_stack = NULL;
}
