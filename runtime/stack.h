/* Stacks for tasks: reserved address space, committed page by page as it is used, with a guard
 * below.
 *
 * Stacks come from chunks that grow geometrically (one mapping each, so that a million of them
 * need few mappings) and are reused last in, first out, while they are warm in the cache. */
#ifndef RUNTIME_STACK_H
#define RUNTIME_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stack {
    struct stack *next;    /* on the pool's list of free ones */
    struct fiber *resting; /* what waits on it for something to do; NULL: nothing is on it */
    char *bottom;          /* lowest usable byte; the guard page is below */
    char *top;             /* one past the highest usable byte, aligned to 64 */
    void *sanitized;       /* ThreadSanitizer's name for it, once it ran; AddressSanitizer's
                              second stack beside it, while nobody runs on it */
    unsigned valgrind_id;
    bool has_guard;
};

/* How the overflow of a stack is noticed. */
enum stack_guard {
    STACK_GUARD_INSTALL,  /* MADV_GUARD_INSTALL: costs no mapping; Linux 6.13 */
    STACK_GUARD_MPROTECT, /* each splits a mapping: within a budget */
    STACK_GUARD_CANARY,   /* a word below the usable part, looked at when the task has ended */
};

struct stack_pool {
    struct stack *free;
    struct stack_chunk *chunks;
    size_t stack_bytes; /* usable bytes of each */
    size_t n_stacks;
    size_t n_mprotected;
    enum stack_guard guard;
};

void stack_pool_init(struct stack_pool *pool, size_t stack_bytes);
void stack_pool_finish(struct stack_pool *pool);

/* NULL if out of memory. */
struct stack *stack_take(struct stack_pool *pool);
/* The caller may still be running on it: nothing of its memory is touched. */
void stack_give_back(struct stack_pool *pool, struct stack *stack);

/* The word below a stack that has no guard. */
#define STACK_CANARY UINT64_C(0x7ca9a17b0b5e55ed)

/* False: it was used up, and nothing had stopped that; what lies below is overwritten. */
static inline bool stack_is_intact(const struct stack *stack)
{
    const char *below = stack->bottom - sizeof(uint64_t);
    return stack->has_guard || *(const uint64_t *)(const void *)below == STACK_CANARY;
}

/* The stack in whose guard the address lies; NULL if in none. Safe in a signal handler. */
const struct stack *stack_of_guard(const struct stack_pool *pool, const void *address);

const char *stack_guard_name(enum stack_guard guard);

#endif
