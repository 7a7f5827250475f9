/* A trace's own numbers made dense, so that what belongs to a task is found by an index. The
 * trace may have gaps, and a foreign one may say anything. */
#ifndef TRACE_NUMBERS_H
#define TRACE_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

struct numbers {
    struct number {
        uint32_t from, to; /* from 0: a free place */
    } * table;             /* open addressing */
    size_t count, size;    /* size: a power of two */
};

/* Where the number leads; 0 if it is not there. */
uint32_t numbers_get(const struct numbers *numbers, uint32_t from);
/* Neither is 0; replaces what was there. */
void numbers_set(struct numbers *numbers, uint32_t from, uint32_t to);
void numbers_finish(struct numbers *numbers);

#endif
