/* Chunks of blocks; a free block holds the link to the next. */
#include "slab.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

#define CACHE_LINE  ((size_t)64)
#define FIRST_CHUNK ((size_t)16) /* blocks */
#define HUGE_PAGE   ((size_t)2 << 20)

struct slab_chunk {
    struct slab_chunk *next;
};

struct free_block {
    struct free_block *next;
};

struct slab {
    struct free_block *free;
    struct slab_chunk *chunks;
    char *fresh, *fresh_end; /* blocks of the newest chunk that were never out */
    size_t block_bytes;
    size_t chunk_bytes; /* of the next chunk */
    size_t n_out;
    bool is_abandoned;
};

struct slab *slab_create(size_t block_bytes)
{
    struct slab *slab = calloc(1, sizeof(*slab));
    if (!slab)
        return NULL;
    slab->block_bytes = (block_bytes + CACHE_LINE - 1) & ~(CACHE_LINE - 1);
    slab->chunk_bytes = CACHE_LINE + FIRST_CHUNK * slab->block_bytes;
    return slab;
}

/* Chunks double until they are as large as a huge page, which then costs one page fault for
 * thousands of tasks. */
static void *chunk_alloc(size_t size_bytes)
{
    bool is_huge = size_bytes == HUGE_PAGE;
    void *chunk = aligned_alloc(is_huge ? HUGE_PAGE : CACHE_LINE, size_bytes);
    if (chunk && is_huge)
        madvise(chunk, size_bytes, MADV_HUGEPAGE);
    return chunk;
}

static bool chunk_add(struct slab *slab)
{
    struct slab_chunk *chunk = chunk_alloc(slab->chunk_bytes);
    if (!chunk)
        return false;
    size_t blocks = (slab->chunk_bytes - CACHE_LINE) / slab->block_bytes;
    chunk->next = slab->chunks;
    slab->chunks = chunk;
    slab->fresh = (char *)chunk + CACHE_LINE;
    slab->fresh_end = slab->fresh + blocks * slab->block_bytes;
    slab->chunk_bytes = slab->chunk_bytes * 2 < HUGE_PAGE ? slab->chunk_bytes * 2 : HUGE_PAGE;
    return true;
}

void *slab_take(struct slab *slab)
{
    struct free_block *block = slab->free;
    if (block) {
        slab->free = block->next;
        slab->n_out++;
        return block;
    }
    if (slab->fresh == slab->fresh_end && !chunk_add(slab))
        return NULL;
    void *fresh = slab->fresh;
    slab->fresh += slab->block_bytes;
    slab->n_out++;
    return fresh;
}

static void slab_destroy(struct slab *slab)
{
    while (slab->chunks) {
        struct slab_chunk *chunk = slab->chunks;
        slab->chunks = chunk->next;
        free(chunk);
    }
    free(slab);
}

void slab_give_back(struct slab *slab, void *block)
{
    struct free_block *free_block = block;
    free_block->next = slab->free;
    slab->free = free_block;
    slab->n_out--;
    if (slab->is_abandoned && !slab->n_out)
        slab_destroy(slab);
}

void slab_abandon(struct slab *slab)
{
    if (!slab)
        return;
    slab->is_abandoned = true;
    if (!slab->n_out)
        slab_destroy(slab);
}
