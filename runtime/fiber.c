/* Every switch of the program happens here, in one place: the processor predicts the return of
 * a switch by the place it was called from, and is right as long as there is only one. */
#include "fiber.h"

#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#if __has_feature(thread_sanitizer)
#define __SANITIZE_THREAD__ 1
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#include <pthread.h>
#include <sanitizer/asan_interface.h>

/* Tells AddressSanitizer which stack is next. */
static void announce(struct stack *from, const struct stack *to)
{
    __sanitizer_start_switch_fiber(&from->sanitized, to->bottom,
                                   (size_t)(to->top - to->bottom));
}

static void arrived(void *fake_stack)
{
    __sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
}

/* The C library has to read the whole memory map for this: once a thread, however many loops it
 * runs. */
static void find_thread_stack(struct stack *stack)
{
    static _Thread_local void *bottom;
    static _Thread_local size_t bytes;
    pthread_attr_t attr;
    if (!bottom && pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &bottom, &bytes);
        pthread_attr_destroy(&attr);
    }
    stack->bottom = bottom;
    stack->top = stack->bottom + bytes;
}

/* Forgets the frames that were at the same addresses before, in a stack of another loop. */
static void forget_frames(struct stack *stack)
{
    stack->sanitized = NULL;
    ASAN_UNPOISON_MEMORY_REGION(stack->bottom, (size_t)(stack->top - stack->bottom));
}
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>

static void announce(struct stack *from, struct stack *to)
{
    (void)from;
    if (!to->sanitized)
        to->sanitized = __tsan_create_fiber(0);
    __tsan_switch_to_fiber(to->sanitized, 0);
}

static void arrived(void *fake_stack)
{
    (void)fake_stack;
}

static void find_thread_stack(struct stack *stack)
{
    stack->sanitized = __tsan_get_current_fiber();
}

static void forget_frames(struct stack *stack)
{
    (void)stack;
}
#else
static inline void announce(struct stack *from, struct stack *to)
{
    (void)from;
    (void)to;
}

static inline void arrived(void *fake_stack)
{
    (void)fake_stack;
}

static inline void find_thread_stack(struct stack *stack)
{
    (void)stack;
}

static inline void forget_frames(struct stack *stack)
{
    (void)stack;
}
#endif

void fiber_release_stack(struct stack *stack)
{
#ifdef __SANITIZE_THREAD__
    if (stack->sanitized)
        __tsan_destroy_fiber(stack->sanitized); /* it has room for some thousands */
#else
    (void)stack;
#endif
}

void fiber_adopt_thread(struct fiber *fiber, struct stack *stack)
{
    *stack = (struct stack){ 0 };
    *fiber = (struct fiber){ .stack = stack };
    find_thread_stack(stack);
}

void fiber_start(struct fiber *fiber, struct stack *stack, void (*entry)(void *arg), void *arg)
{
    struct fiber *resting = stack->resting;
    fiber->stack = stack;
    if (resting) {
        stack->resting = NULL;
        fiber->context = resting->context;
        return;
    }
    forget_frames(stack);
    fiber->context = context_make(stack->bottom, stack->top, entry, arg);
}

void fiber_entered(void)
{
    arrived(NULL);
}

void fiber_switch(struct fiber *from, struct fiber *to)
{
    announce(from->stack, to->stack);
    context_switch(&from->context, to->context);
    arrived(from->stack->sanitized);
}
