/* A kernel that lacks some ways of guarding a stack: the system calls that make guards are
 * wrapped by the linker (see the Makefile), and fail as they would there. */
#ifndef TESTS_GUARDS_H
#define TESTS_GUARDS_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>

int __real_madvise(void *start, size_t len, int advice);
int __real_mprotect(void *start, size_t len, int protection);
void *__real_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset);
long __wrap_syscall(long number, ...);
int __wrap_madvise(void *start, size_t len, int advice);
int __wrap_mprotect(void *start, size_t len, int protection);
void *__wrap_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset);

static struct {
    bool has_guards;     /* madvise() can make them */
    unsigned mprotects;  /* that still succeed */
    unsigned n_mmaps;    /* that still succeed */
    unsigned n_madvised; /* guards made */
} kernel;

/* Only process_madvise() is called by its number; it does not make guards for that. */
long __wrap_syscall(long number, ...)
{
    errno = EINVAL;
    return -1;
}

int __wrap_madvise(void *start, size_t len, int advice)
{
    if (advice == MADV_NOHUGEPAGE)
        return __real_madvise(start, len, advice);
    kernel.n_madvised++;
    errno = EINVAL;
    return kernel.has_guards ? __real_mprotect(start, len, PROT_NONE) : -1;
}

int __wrap_mprotect(void *start, size_t len, int protection)
{
    errno = ENOMEM;
    if (!kernel.mprotects)
        return -1;
    kernel.mprotects--;
    return __real_mprotect(start, len, protection);
}

void *__wrap_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset)
{
    errno = ENOMEM;
    if (!kernel.n_mmaps)
        return MAP_FAILED;
    kernel.n_mmaps--;
    return __real_mmap(start, len, protection, flags, fd, offset);
}

#endif
