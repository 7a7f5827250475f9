#include "judge/host/object.h"

#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/host/harness.h"
#include "judge/host/memory.h"
#include "judge/host/protocol.h"

enum { MAX_PARTS = 4 };

/* A stretch of its writable memory, and what stood there at first. */
struct part {
    unsigned char *begin, *fresh; /* `fresh` is kept for the life of the process */
    size_t len_bytes;
};

static struct {
    void *handle;
    struct part parts[MAX_PARTS];
    size_t part_count;
    bool cannot_be_renewed;
} object;

static _Noreturn void leave(void)
{
    fprintf(stderr, "%s\n", dlerror());
    exit(HOST_EXIT_UNLOADABLE);
}

/* ---- Its data ---- */

/* Not memcpy(), which sanitizers would look into: there are gaps between variables that nobody
 * may touch but us. */
__attribute__((no_sanitize("address"))) static void copy(volatile unsigned char *to,
                                                         const volatile unsigned char *from,
                                                         size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        to[i] = from[i];
}

/* Behind what was made read-only after loading, if that is where the part begins. */
static uintptr_t behind_relro(const struct dl_phdr_info *info, uintptr_t begin)
{
    uintptr_t page_mask = ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        uintptr_t relro = info->dlpi_addr + header->p_vaddr;
        uintptr_t end = (relro + header->p_memsz) & page_mask;
        if (header->p_type == PT_GNU_RELRO && relro <= begin && begin < end)
            return end;
    }
    return begin;
}

static void keep_part(const struct dl_phdr_info *info, const ElfW(Phdr) * header)
{
    uintptr_t begin = info->dlpi_addr + header->p_vaddr, end = begin + header->p_memsz;
    begin = behind_relro(info, begin);
    if (begin >= end)
        return;
    unsigned char *fresh = malloc(end - begin);
    if (!fresh || object.part_count == MAX_PARTS) {
        object.cannot_be_renewed = true;
        return;
    }
    struct part part = { (unsigned char *)begin, fresh, end - begin };
    copy(part.fresh, part.begin, part.len_bytes);
    object.parts[object.part_count++] = part;
}

static int keep_parts(struct dl_phdr_info *info, size_t size, void *path)
{
    if (!info->dlpi_name || strcmp(info->dlpi_name, path) != 0)
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_TLS)
            object.cannot_be_renewed = true;
        if (header->p_type == PT_LOAD && (header->p_flags & PF_W))
            keep_part(info, header);
    }
    return 1;
}

bool object_renew(void)
{
    for (size_t i = 0; i < object.part_count; i++)
        copy(object.parts[i].begin, object.parts[i].fresh, object.parts[i].len_bytes);
    return !object.cannot_be_renewed;
}

/* ---- Loading ---- */

void object_load(const char *path)
{
    object.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!object.handle)
        leave();
    if (memory_is_sanitized())
        dl_iterate_phdr(keep_parts, (void *)(uintptr_t)path);
}

void *harness_symbol(const char *name)
{
    void *symbol = dlsym(object.handle, name);
    if (!symbol)
        leave();
    return symbol;
}
