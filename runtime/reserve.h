/* Memory set aside for libev, which ends the program when it gets none: what an operation of
 * it could need at most is there before it begins, and the lack of it is an error by then. */
#ifndef RUNTIME_RESERVE_H
#define RUNTIME_RESERVE_H

#include <stdbool.h>
#include <stddef.h>

/* As many as libev has arrays that could grow at once, and its loop. */
#define RESERVE_BLOCKS 10

/* Zeroed: empty. Each block is as large as the largest of those arrays. */
struct reserve {
    void *blocks[RESERVE_BLOCKS]; /* NULL: handed out, or never filled */
    size_t block_bytes;
};

/* Sets aside what is missing for descriptors up to `fd`. False if out of memory. */
bool reserve_fill(struct reserve *reserve, int fd);
void reserve_finish(struct reserve *reserve);

/* realloc(), which takes from the reserve (NULL: there is none) when memory has run out. */
void *reserve_realloc(struct reserve *reserve, void *old, size_t size_bytes);

#endif
