#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (memory)
        return memory;
    fputs("asynclearn: out of memory; close other programs and start again\n", stderr);
    exit(3);
}

void *mem_alloc(size_t size_bytes)
{
    return checked(calloc(1, size_bytes ? size_bytes : 1));
}

void *mem_realloc(void *old, size_t size_bytes)
{
    return checked(realloc(old, size_bytes ? size_bytes : 1));
}

char *mem_strdup(const char *text)
{
    return checked(strdup(text));
}

char *mem_strndup(const char *text, size_t len_bytes)
{
    return checked(strndup(text, len_bytes));
}

void *mem_grow(void *items, size_t *cap, size_t need, size_t item_bytes)
{
    if (need <= *cap)
        return items;
    size_t wanted = *cap ? *cap * 2 : 8;
    if (wanted < need)
        wanted = need;
    if (wanted > (size_t)-1 / item_bytes)
        checked(NULL);
    items = mem_realloc(items, wanted * item_bytes);
    *cap = wanted;
    return items;
}
