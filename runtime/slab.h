/* Equal blocks, dense in memory and reused last in, first out.
 *
 * The blocks of tasks live here rather than on top of their stacks: a loop that walks over many
 * tasks then touches neighbouring lines instead of one line per stack. */
#ifndef RUNTIME_SLAB_H
#define RUNTIME_SLAB_H

#include <stddef.h>

struct slab;

/* NULL if out of memory. */
struct slab *slab_create(size_t block_bytes);
/* NULL if out of memory. The contents are undefined. */
void *slab_take(struct slab *slab);
void slab_give_back(struct slab *slab, void *block);
/* The owner leaves. Blocks that are still out keep the slab alive until they come back. Takes
 * NULL. */
void slab_abandon(struct slab *slab);

#endif
