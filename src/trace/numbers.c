#include "trace/numbers.h"

#include <stdlib.h>

#include "base/mem.h"

/* The place of `from`, or the free one where it belongs. Numbers mostly come in sequence: they
 * are spread, or they would make long runs. */
static struct number *find(const struct numbers *numbers, uint32_t from)
{
    size_t mask = numbers->size - 1, at = (from * 2654435769u) & mask;
    while (numbers->table[at].from && numbers->table[at].from != from)
        at = (at + 1) & mask;
    return &numbers->table[at];
}

uint32_t numbers_get(const struct numbers *numbers, uint32_t from)
{
    return numbers->count ? find(numbers, from)->to : 0;
}

static void grow(struct numbers *numbers)
{
    struct numbers old = *numbers;
    numbers->size = old.size ? 2 * old.size : 64;
    numbers->table = mem_alloc(numbers->size * sizeof(*numbers->table));
    for (size_t i = 0; i < old.size; i++) {
        if (old.table[i].from)
            *find(numbers, old.table[i].from) = old.table[i];
    }
    free(old.table);
}

void numbers_set(struct numbers *numbers, uint32_t from, uint32_t to)
{
    if (2 * numbers->count >= numbers->size)
        grow(numbers);
    struct number *place = find(numbers, from);
    numbers->count += !place->from;
    *place = (struct number){ from, to };
}

void numbers_finish(struct numbers *numbers)
{
    free(numbers->table);
    *numbers = (struct numbers){ 0 };
}
