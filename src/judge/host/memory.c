/* These definitions take the place of the C library's for everything in the process. */
#include "judge/host/memory.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED
#endif

bool memory_is_sanitized(void)
{
#ifdef IS_SANITIZED
    return true;
#else
    return false;
#endif
}

static int64_t live_bytes;
static int64_t *failed;

void memory_begin(int64_t *shared_failed)
{
    failed = shared_failed;
}

int64_t memory_live_bytes(void)
{
    return live_bytes;
}

#if defined(__GLIBC__) && !defined(IS_SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *memory);

static void *counted(void *memory)
{
    if (memory)
        live_bytes += (int64_t)malloc_usable_size(memory);
    else if (failed)
        *failed = 1;
    return memory;
}

enum { FRESH = 0xa5, GIVEN_BACK = 0x5a, MOST_SPOILED = 64 * 1024 };

/* New memory is often zero by luck, and what was given back often still as it was: who counts
 * on that shall not be lucky here. */
static void *spoiled(void *memory, int with, size_t size)
{
    return memory ? memset(memory, with, size < MOST_SPOILED ? size : MOST_SPOILED) : NULL;
}

void *malloc(size_t size)
{
    return spoiled(counted(__libc_malloc(size)), FRESH, size);
}

void *calloc(size_t n, size_t size)
{
    return counted(__libc_calloc(n, size));
}

void *realloc(void *old, size_t size)
{
    int64_t had = old ? (int64_t)malloc_usable_size(old) : 0;
    void *memory = __libc_realloc(old, size);
    if (memory || !size)
        live_bytes -= had;
    return memory || size ? counted(memory) : NULL;
}

void *memalign(size_t alignment, size_t size)
{
    return spoiled(counted(__libc_memalign(alignment, size)), FRESH, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **ret_memory, size_t alignment, size_t size)
{
    void *memory = memalign(alignment, size);
    if (!memory)
        return ENOMEM;
    *ret_memory = memory;
    return 0;
}

void free(void *memory)
{
    int saved = errno;
    size_t size = malloc_usable_size(memory);
    live_bytes -= (int64_t)size;
    __libc_free(spoiled(memory, GIVEN_BACK, size));
    errno = saved;
}

#endif
