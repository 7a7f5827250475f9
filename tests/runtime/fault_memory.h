/* Memory that runs out when told to: the allocation functions are wrapped by the linker (see
 * the Makefile). libev's allocations count, since the runtime makes them. */
#ifndef TESTS_FAULT_MEMORY_H
#define TESTS_FAULT_MEMORY_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "fault.h"

void *__real_malloc(size_t size_bytes);
void *__real_calloc(size_t n, size_t size_bytes);
void *__real_realloc(void *old, size_t size_bytes);
void *__real_reallocarray(void *old, size_t n, size_t size_bytes);
void *__real_aligned_alloc(size_t alignment, size_t size_bytes);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t len_bytes);
int __real_vasprintf(char **ret_text, const char *format, va_list args);
FILE *__real_open_memstream(char **ret_text, size_t *ret_len);

void *__wrap_malloc(size_t size_bytes);
void *__wrap_calloc(size_t n, size_t size_bytes);
void *__wrap_realloc(void *old, size_t size_bytes);
void *__wrap_reallocarray(void *old, size_t n, size_t size_bytes);
void *__wrap_aligned_alloc(size_t alignment, size_t size_bytes);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t len_bytes);
int __wrap_vasprintf(char **ret_text, const char *format, va_list args);
int __wrap_asprintf(char **ret_text, const char *format, ...);
FILE *__wrap_open_memstream(char **ret_text, size_t *ret_len);

void *__wrap_malloc(size_t size_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_malloc(size_bytes);
}

void *__wrap_calloc(size_t n, size_t size_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_calloc(n, size_bytes);
}

void *__wrap_realloc(void *old, size_t size_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_realloc(old, size_bytes);
}

void *__wrap_reallocarray(void *old, size_t n, size_t size_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_reallocarray(old, n, size_bytes);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_aligned_alloc(alignment, size_bytes);
}

char *__wrap_strdup(const char *text)
{
    return fault_strikes(ENOMEM) ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t len_bytes)
{
    return fault_strikes(ENOMEM) ? NULL : __real_strndup(text, len_bytes);
}

int __wrap_vasprintf(char **ret_text, const char *format, va_list args)
{
    return fault_strikes(ENOMEM) ? -1 : __real_vasprintf(ret_text, format, args);
}

int __wrap_asprintf(char **ret_text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = __wrap_vasprintf(ret_text, format, args);
    va_end(args);
    return len;
}

FILE *__wrap_open_memstream(char **ret_text, size_t *ret_len)
{
    return fault_strikes(ENOMEM) ? NULL : __real_open_memstream(ret_text, ret_len);
}

#endif
