/* Chunks of stacks, and their guards. */
#include "stack.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(start, end) 0
#define VALGRIND_STACK_DEREGISTER(id)       ((void)(id))
#endif

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

#define PAGE_BYTES         ((size_t)4096)
#define FIRST_CHUNK_STACKS 8
#define LAST_CHUNK_STACKS  8192
#define MPROTECT_BUDGET    16384 /* well below the usual vm.max_map_count of 65530 */
#define CANARY             UINT64_C(0x7ca9a17b0b5e55ed)

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

void stack_pool_finish(struct stack_pool *pool)
{
    while (pool->chunks) {
        struct stack_chunk *chunk = pool->chunks;
        pool->chunks = chunk->next;
        for (size_t i = 0; i < chunk->used; i++)
            VALGRIND_STACK_DEREGISTER(chunk->stacks[i].valgrind_id);
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

/* Puts the best guard there is below the stack. */
static void guard_install(struct stack_pool *pool, struct stack *stack)
{
    char *page = stack->bottom - PAGE_BYTES;
    if (pool->guard == STACK_GUARD_INSTALL) {
        stack->has_guard = !madvise(page, PAGE_BYTES, MADV_GUARD_INSTALL);
        if (stack->has_guard)
            return;
        pool->guard = STACK_GUARD_MPROTECT;
    }
    if (pool->guard == STACK_GUARD_MPROTECT) {
        stack->has_guard =
            pool->n_mprotected < MPROTECT_BUDGET && !mprotect(page, PAGE_BYTES, PROT_NONE);
        pool->n_mprotected++;
        if (stack->has_guard)
            return;
        pool->guard = STACK_GUARD_CANARY;
    }
    *(uint64_t *)(void *)(stack->bottom - sizeof(uint64_t)) = CANARY;
}

static struct stack *stack_new(struct stack_pool *pool)
{
    struct stack_chunk *chunk = pool->chunks;
    if (!chunk || chunk->used == chunk->n)
        chunk = chunk_add(pool);
    if (!chunk)
        return NULL;
    struct stack *stack = &chunk->stacks[chunk->used];
    char *slot = chunk->memory + chunk->used * slot_bytes(pool);
    chunk->used++;
    stack->bottom = slot + PAGE_BYTES;
    stack->top = slot + slot_bytes(pool) - (pool->n_stacks % COLOURS) * COLOUR_BYTES;
    pool->n_stacks++;
    guard_install(pool, stack);
    stack->valgrind_id = VALGRIND_STACK_REGISTER(stack->bottom, stack->top);
    return stack;
}

struct stack *stack_take(struct stack_pool *pool)
{
    struct stack *stack = pool->free;
    if (!stack)
        return stack_new(pool);
    pool->free = stack->next;
    return stack;
}

void stack_give_back(struct stack_pool *pool, struct stack *stack)
{
    if (!stack->has_guard && *(uint64_t *)(void *)(stack->bottom - sizeof(uint64_t)) != CANARY)
        abort(); /* the memory of another stack is overwritten: nothing can be trusted now */
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
