/* Chunks of stacks, and their guards. */
#include "stack.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fiber.h"

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(start, end) 0
#define VALGRIND_STACK_DEREGISTER(id)       ((void)(id))
#endif

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif
#ifndef PIDFD_SELF
#define PIDFD_SELF (-10000)
#endif

#define PAGE_BYTES         ((size_t)4096)
#define FIRST_CHUNK_STACKS 8
#define LAST_CHUNK_STACKS  8192
#define MPROTECT_BUDGET    16384        /* well below the usual vm.max_map_count of 65530 */
#define GUARD_BATCH        ((size_t)64) /* guards that one system call installs */
#define CACHE_LINE         ((size_t)64)
#define WARM_BYTES         ((size_t)768) /* used by a task that sleeps in its first function */

/* Tops are moved down by a different multiple of 64 bytes each: equal page offsets would put
 * the hottest lines of all stacks into the same cache sets. */
#define COLOUR_BYTES ((size_t)64)
#define COLOURS      ((size_t)16)

struct stack_chunk {
    struct stack_chunk *next;
    char *memory;
    size_t size_bytes;
    size_t n;    /* stacks in it */
    size_t used; /* of them, handed out at least once */
    struct stack stacks[];
};

static size_t slot_bytes(const struct stack_pool *pool)
{
    return pool->stack_bytes + PAGE_BYTES;
}

void stack_pool_init(struct stack_pool *pool, size_t stack_bytes)
{
    *pool = (struct stack_pool){
        .stack_bytes = (stack_bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1),
        .guard = STACK_GUARD_INSTALL,
    };
}

/* Nobody watches it any more. */
static void forget(struct stack *stack)
{
    VALGRIND_STACK_DEREGISTER(stack->valgrind_id);
    fiber_release_stack(stack);
}

void stack_pool_finish(struct stack_pool *pool)
{
    while (pool->chunks) {
        struct stack_chunk *chunk = pool->chunks;
        pool->chunks = chunk->next;
        for (size_t i = 0; i < chunk->used; i++)
            forget(&chunk->stacks[i]);
        munmap(chunk->memory, chunk->size_bytes);
        free(chunk);
    }
    pool->free = NULL;
}

static struct stack_chunk *chunk_add(struct stack_pool *pool)
{
    size_t n = pool->chunks ? pool->chunks->n * 2 : FIRST_CHUNK_STACKS;
    if (n > LAST_CHUNK_STACKS)
        n = LAST_CHUNK_STACKS;
    struct stack_chunk *chunk = calloc(1, sizeof(*chunk) + n * sizeof(chunk->stacks[0]));
    if (!chunk)
        return NULL;
    chunk->n = n;
    chunk->size_bytes = n * slot_bytes(pool);
    chunk->memory = mmap(NULL, chunk->size_bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (chunk->memory == MAP_FAILED) {
        free(chunk);
        return NULL;
    }
    /* A huge page would commit dozens of stacks at once. */
    madvise(chunk->memory, chunk->size_bytes, MADV_NOHUGEPAGE);
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    return chunk;
}

static char *guard_page(const struct stack_pool *pool, const struct stack_chunk *chunk,
                        size_t i)
{
    return chunk->memory + i * slot_bytes(pool);
}

/* Installs guards of stacks [from, to) that cost no mapping: in one system call, or where
 * the kernel does not take it for that, in one each. False: it has none. */
static bool guards_install(const struct stack_pool *pool, const struct stack_chunk *chunk,
                           size_t from, size_t to)
{
    struct iovec pages[GUARD_BATCH];
    for (size_t i = from; i < to; i++)
        pages[i - from] = (struct iovec){ guard_page(pool, chunk, i), PAGE_BYTES };
    if (syscall(SYS_process_madvise, PIDFD_SELF, pages, to - from, MADV_GUARD_INSTALL, 0) ==
        (long)((to - from) * PAGE_BYTES))
        return true;
    for (size_t i = from; i < to; i++)
        if (madvise(guard_page(pool, chunk, i), PAGE_BYTES, MADV_GUARD_INSTALL))
            return false;
    return true;
}

/* Makes a guard that splits a mapping, while there is a budget for that. */
static bool guard_protect(struct stack_pool *pool, char *page)
{
    return pool->n_mprotected++ < MPROTECT_BUDGET && !mprotect(page, PAGE_BYTES, PROT_NONE);
}

/* Puts the best guards there are below the stacks [from, to) of a chunk. */
static void guards_make(struct stack_pool *pool, struct stack_chunk *chunk, size_t from,
                        size_t to)
{
    if (pool->guard == STACK_GUARD_INSTALL && !guards_install(pool, chunk, from, to))
        pool->guard = STACK_GUARD_MPROTECT;
    for (size_t i = from; i < to; i++) {
        char *page = guard_page(pool, chunk, i);
        bool has_guard = pool->guard == STACK_GUARD_INSTALL;
        if (pool->guard == STACK_GUARD_MPROTECT)
            has_guard = guard_protect(pool, page);
        if (!has_guard) {
            pool->guard = STACK_GUARD_CANARY;
            *(uint64_t *)(void *)(page + PAGE_BYTES - sizeof(uint64_t)) = STACK_CANARY;
        }
        chunk->stacks[i].has_guard = has_guard;
    }
}

static struct stack *stack_new(struct stack_pool *pool)
{
    struct stack_chunk *chunk = pool->chunks;
    if (!chunk || chunk->used == chunk->n)
        chunk = chunk_add(pool);
    if (!chunk)
        return NULL;
    size_t i = chunk->used;
    if (i % GUARD_BATCH == 0)
        guards_make(pool, chunk, i, i + GUARD_BATCH < chunk->n ? i + GUARD_BATCH : chunk->n);
    chunk->used++;
    struct stack *stack = &chunk->stacks[i];
    char *slot = guard_page(pool, chunk, i);
    stack->bottom = slot + PAGE_BYTES;
    stack->top = slot + slot_bytes(pool) - (pool->n_stacks % COLOURS) * COLOUR_BYTES;
    pool->n_stacks++;
    stack->valgrind_id = VALGRIND_STACK_REGISTER(stack->bottom, stack->top);
    return stack;
}

/* Fetches what a new task will touch first of a stack that rests, while the task before it
 * starts. In a wave of tasks each stack was cold for long, and its lines would be waited for
 * one after the other. */
static inline void warm_up(const struct stack *stack)
{
    const char *top = stack->top;
    for (const char *line = top - WARM_BYTES; line < top; line += CACHE_LINE)
        __builtin_prefetch(line, 1);
}

struct stack *stack_take(struct stack_pool *pool)
{
    struct stack *stack = pool->free;
    if (!stack)
        return stack_new(pool);
    pool->free = stack->next;
    if (pool->free)
        warm_up(pool->free);
    return stack;
}

void stack_give_back(struct stack_pool *pool, struct stack *stack)
{
    stack->next = pool->free;
    pool->free = stack;
}

const struct stack *stack_of_guard(const struct stack_pool *pool, const void *address)
{
    uintptr_t at = (uintptr_t)address;
    for (const struct stack_chunk *chunk = pool->chunks; chunk; chunk = chunk->next) {
        uintptr_t start = (uintptr_t)chunk->memory;
        if (at < start || at >= start + chunk->size_bytes)
            continue;
        const struct stack *stack = &chunk->stacks[(at - start) / slot_bytes(pool)];
        return at < (uintptr_t)stack->bottom ? stack : NULL;
    }
    return NULL;
}

const char *stack_guard_name(enum stack_guard guard)
{
    static const char *const names[] = {
        [STACK_GUARD_INSTALL] = "guard pages (MADV_GUARD_INSTALL)",
        [STACK_GUARD_MPROTECT] = "guard pages (mprotect)",
        [STACK_GUARD_CANARY] = "canaries",
    };
    return names[guard];
}
