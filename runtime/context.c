/* New contexts: what must lie on a stack for the switch to enter a function. */
#include "context.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && !defined(ASYNC_UCONTEXT)

void context_enter(void);

context_t context_make(void *bottom, void *top, void (*entry)(void *arg), void *arg)
{
    (void)bottom;
    /* As if context_enter had been interrupted by a switch: r15 r14 r13 r12 rbx rbp, return
     * address; and six words of padding, which leave the stack aligned to 16 at the call in
     * context_enter. Two would do that, but with six a sleeper's timer and the future that it
     * waits for share a cache line, which is a tenth of what a wave of 100,000 takes. */
    void **sp = (void **)top - 13;
    memset(sp, 0, 13 * sizeof(*sp));
    sp[2] = arg;
    memcpy(&sp[3], &entry, sizeof(entry));
    void (*enter)(void) = context_enter;
    memcpy(&sp[6], &enter, sizeof(enter));
    return sp;
}

#elif defined(__aarch64__) && !defined(ASYNC_UCONTEXT)

void context_enter(void);

context_t context_make(void *bottom, void *top, void (*entry)(void *arg), void *arg)
{
    (void)bottom;
    /* As if context_enter had been interrupted by a switch: x29 x30 x19 x20 ... d15. */
    void **sp = (void **)top - 20;
    memset(sp, 0, 20 * sizeof(*sp));
    void (*enter)(void) = context_enter;
    memcpy(&sp[1], &enter, sizeof(enter));
    memcpy(&sp[2], &entry, sizeof(entry));
    sp[3] = arg;
    return sp;
}

#else

#include <pthread.h>
#include <signal.h>
#include <ucontext.h>

/* Lies at the top of the stack it describes. */
struct start {
    ucontext_t context;
    void (*entry)(void *arg);
    void *arg;
};

/* makecontext() passes ints only. */
static void enter(unsigned high, unsigned low)
{
    struct start *start = (struct start *)(((uintptr_t)high << 16 << 16) | low);
    start->entry(start->arg);
}

context_t context_make(void *bottom, void *top, void (*entry)(void *arg), void *arg)
{
    struct start *start = (struct start *)(((uintptr_t)top - sizeof(*start)) & ~(uintptr_t)63);
    if (getcontext(&start->context))
        return NULL;
    start->entry = entry;
    start->arg = arg;
    start->context.uc_link = NULL;
    start->context.uc_stack.ss_sp = bottom;
    start->context.uc_stack.ss_size = (size_t)((char *)start - (char *)bottom);
    makecontext(&start->context, (void (*)(void))enter, 2,
                (unsigned)((uintptr_t)start >> 16 >> 16), (unsigned)(uintptr_t)start);
    return &start->context;
}

void context_switch(context_t *save, context_t load)
{
    ucontext_t here;
    *save = &here;
    /* Which signals are blocked is the thread's business, not that of each stack. */
    pthread_sigmask(SIG_SETMASK, NULL, &((ucontext_t *)load)->uc_sigmask);
    swapcontext(&here, load);
}

#endif
