/* The bytes lie at [begin, end) of one block. They are moved to its front when the room behind
 * them is too small, and the block doubles when that is not enough. */
#include "bytes.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES ((size_t)4096)

bool bytes_reserve(struct bytes *bytes, size_t len_bytes)
{
    if (bytes->cap - bytes->end >= len_bytes)
        return true;
    size_t len = bytes_len(bytes);
    if (bytes->begin) {
        memmove(bytes->memory, bytes_first(bytes), len);
        bytes->begin = 0;
        bytes->end = len;
    }
    size_t cap = bytes->cap ? bytes->cap : FIRST_BYTES;
    while (cap - len < len_bytes) {
        if (cap > SIZE_MAX / 2)
            return false;
        cap *= 2;
    }
    if (cap == bytes->cap)
        return true;
    char *memory = realloc(bytes->memory, cap);
    if (!memory)
        return false;
    bytes->memory = memory;
    bytes->cap = cap;
    return true;
}

void bytes_drop(struct bytes *bytes, size_t len_bytes)
{
    bytes->begin += len_bytes;
    if (bytes->begin == bytes->end)
        bytes->begin = bytes->end = 0;
}

size_t bytes_take(struct bytes *bytes, void *buffer, size_t cap_bytes)
{
    size_t len = bytes_len(bytes);
    if (len > cap_bytes)
        len = cap_bytes;
    if (len)
        memcpy(buffer, bytes_first(bytes), len);
    bytes_drop(bytes, len);
    return len;
}

void bytes_finish(struct bytes *bytes)
{
    free(bytes->memory);
    *bytes = (struct bytes){ 0 };
}
