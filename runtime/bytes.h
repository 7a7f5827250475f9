/* A queue of bytes in one piece: filled behind, emptied in front. */
#ifndef RUNTIME_BYTES_H
#define RUNTIME_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    char *memory; /* owned; kept when empty, for the next ones */
    size_t begin, end, cap;
};

static inline size_t bytes_len(const struct bytes *bytes)
{
    return bytes->end - bytes->begin;
}

static inline char *bytes_first(const struct bytes *bytes)
{
    return bytes->memory + bytes->begin;
}

/* Room for `len_bytes` more at `memory + end`; false if out of memory. */
bool bytes_reserve(struct bytes *bytes, size_t len_bytes);

/* Takes away the first ones. */
void bytes_drop(struct bytes *bytes, size_t len_bytes);

/* Takes them away into `buffer`, up to `cap_bytes`; returns how many. */
size_t bytes_take(struct bytes *bytes, void *buffer, size_t cap_bytes);

void bytes_finish(struct bytes *bytes);

#endif
