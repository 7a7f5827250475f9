/* Memory that runs out when told to: the allocation functions are wrapped by the linker (see
 * the Makefile), and the one chosen here, or every one from there on, fails. */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size_bytes);
void *__real_calloc(size_t n, size_t size_bytes);
void *__real_realloc(void *old, size_t size_bytes);
void *__real_reallocarray(void *old, size_t n, size_t size_bytes);
void *__real_aligned_alloc(size_t alignment, size_t size_bytes);

void *__wrap_malloc(size_t size_bytes);
void *__wrap_calloc(size_t n, size_t size_bytes);
void *__wrap_realloc(void *old, size_t size_bytes);
void *__wrap_reallocarray(void *old, size_t n, size_t size_bytes);
void *__wrap_aligned_alloc(size_t alignment, size_t size_bytes);

static struct {
    bool is_armed, stays, has_struck;
    unsigned left; /* allocations that still succeed */
} fault;

/* After `n` more allocations one fails; all from then on, if the fault `stays`. */
static void fault_arm(unsigned n, bool stays)
{
    fault.is_armed = true;
    fault.stays = stays;
    fault.has_struck = false;
    fault.left = n;
}

/* True if an allocation has failed since it was armed. */
static bool fault_disarm(void)
{
    fault.is_armed = false;
    return fault.has_struck;
}

static bool fault_strikes(void)
{
    if (!fault.is_armed || (fault.has_struck && !fault.stays))
        return false;
    if (fault.left) {
        fault.left--;
        return false;
    }
    fault.has_struck = true;
    return true;
}

void *__wrap_malloc(size_t size_bytes)
{
    return fault_strikes() ? NULL : __real_malloc(size_bytes);
}

void *__wrap_calloc(size_t n, size_t size_bytes)
{
    return fault_strikes() ? NULL : __real_calloc(n, size_bytes);
}

void *__wrap_realloc(void *old, size_t size_bytes)
{
    return fault_strikes() ? NULL : __real_realloc(old, size_bytes);
}

void *__wrap_reallocarray(void *old, size_t n, size_t size_bytes)
{
    return fault_strikes() ? NULL : __real_reallocarray(old, n, size_bytes);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size_bytes)
{
    return fault_strikes() ? NULL : __real_aligned_alloc(alignment, size_bytes);
}

#endif
