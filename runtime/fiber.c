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
static void announce(void **fake_stack, const struct fiber *to)
{
    if (to->stack) {
        __sanitizer_start_switch_fiber(fake_stack, to->stack->bottom,
                                       (size_t)(to->stack->top - to->stack->bottom));
        return;
    }
    __sanitizer_start_switch_fiber(fake_stack, to->thread, to->thread_bytes);
}

/* The C library has to read the whole memory map for this. */
static void find_thread_stack(struct fiber *fiber)
{
    pthread_attr_t attr;
    if (pthread_getattr_np(pthread_self(), &attr))
        return;
    pthread_attr_getstack(&attr, &fiber->thread, &fiber->thread_bytes);
    pthread_attr_destroy(&attr);
}

static void arrived(void *fake_stack)
{
    __sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
}

/* Forgets the frames that were at the same addresses before, in a stack of another loop. */
static void forget_frames(const struct stack *stack)
{
    ASAN_UNPOISON_MEMORY_REGION(stack->bottom, (size_t)(stack->top - stack->bottom));
}
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>

static void announce(void **fake_stack, const struct fiber *to)
{
    (void)fake_stack;
    if (to->stack && !to->stack->tsan_fiber)
        to->stack->tsan_fiber = __tsan_create_fiber(0);
    __tsan_switch_to_fiber(to->stack ? to->stack->tsan_fiber : to->thread, 0);
}

static void arrived(void *fake_stack)
{
    (void)fake_stack;
}

static void forget_frames(const struct stack *stack)
{
    (void)stack;
}
#else
static inline void announce(void **fake_stack, const struct fiber *to)
{
    (void)fake_stack;
    (void)to;
}

static inline void arrived(void *fake_stack)
{
    (void)fake_stack;
}

static inline void forget_frames(const struct stack *stack)
{
    (void)stack;
}
#endif

void fiber_adopt_thread(struct fiber *fiber)
{
    *fiber = (struct fiber){ 0 };
#ifdef __SANITIZE_ADDRESS__
    find_thread_stack(fiber);
#elif defined(__SANITIZE_THREAD__)
    fiber->thread = __tsan_get_current_fiber();
#endif
}

void fiber_start(struct fiber *fiber, struct stack *stack, void (*entry)(void *arg), void *arg)
{
    struct fiber *resting = stack->resting;
    fiber->stack = stack;
    if (resting) {
        stack->resting = NULL;
        fiber->context = resting->context;
        fiber->fake_stack = resting->fake_stack;
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
    announce(&from->fake_stack, to);
    context_switch(&from->context, to->context);
    arrived(from->fake_stack);
}
