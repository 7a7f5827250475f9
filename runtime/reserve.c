/* Blocks that are ordinary memory: once handed out, they are grown and freed like any other. */
#include "reserve.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* libev's largest elements have 16 bytes, and an array is made up to twice as long as it has to
 * be, rounded up to pages. A descriptor may be watched for reading and for writing apart. */
#define FIXED_BYTES          ((size_t)8192)
#define BYTES_PER_DESCRIPTOR ((size_t)64)
#define FIRST_DESCRIPTORS    ((size_t)64)

static size_t bytes_for(int fd)
{
    size_t n = FIRST_DESCRIPTORS;
    while (n <= (size_t)fd)
        n *= 2;
    return FIXED_BYTES + n * BYTES_PER_DESCRIPTOR;
}

bool reserve_fill(struct reserve *reserve, int fd)
{
    size_t bytes = bytes_for(fd);
    bool has_grown = bytes > reserve->block_bytes;
    for (size_t i = 0; i < RESERVE_BLOCKS; i++) {
        if (reserve->blocks[i] && !has_grown)
            continue;
        void *block = malloc(has_grown ? bytes : reserve->block_bytes);
        if (!block)
            return false;
        free(reserve->blocks[i]);
        reserve->blocks[i] = block;
    }
    if (has_grown)
        reserve->block_bytes = bytes;
    return true;
}

void reserve_finish(struct reserve *reserve)
{
    for (size_t i = 0; i < RESERVE_BLOCKS; i++)
        free(reserve->blocks[i]);
    *reserve = (struct reserve){ 0 };
}

static void *take(struct reserve *reserve, size_t size_bytes)
{
    for (size_t i = 0; i < RESERVE_BLOCKS; i++) {
        void *block = reserve->blocks[i];
        if (!block || malloc_usable_size(block) < size_bytes)
            continue;
        reserve->blocks[i] = NULL;
        return block;
    }
    return NULL;
}

void *reserve_realloc(struct reserve *reserve, void *old, size_t size_bytes)
{
    size_t old_bytes = malloc_usable_size(old);
    if (old_bytes >= size_bytes)
        return old; /* from the reserve: it has room for all that comes */
    void *memory = realloc(old, size_bytes);
    if (memory || !reserve)
        return memory;
    memory = take(reserve, size_bytes);
    if (memory && old)
        memcpy(memory, old, old_bytes);
    if (memory)
        free(old);
    return memory;
}
