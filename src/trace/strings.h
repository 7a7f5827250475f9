/* Each distinct string once, known by a small number: a trace names the same few functions and
 * lines a million times. */
#ifndef TRACE_STRINGS_H
#define TRACE_STRINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct string {
    const char *text; /* in the arena, NUL-terminated; does not move */
    uint32_t len, hash;
};

struct strings {
    struct arena arena;
    struct string *items; /* by number; 0 is "" */
    size_t count, cap;
    uint32_t *table;   /* open addressing, by hash: a number, or 0 for a free place */
    size_t table_size; /* a power of two */
};

/* The number of the string, which is copied when it is new. "" is 0. */
uint32_t strings_add(struct strings *strings, const char *bytes, size_t len_bytes);
/* Borrowed until strings_finish(). */
const char *strings_get(const struct strings *strings, uint32_t number);
void strings_finish(struct strings *strings);

#endif
