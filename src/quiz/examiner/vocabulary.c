/* Open addressing with linear probing, at most half full. */
#include "quiz/examiner/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t slot_of(const struct vocabulary *vocabulary, const char *word)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (const char *p = word; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    size_t at = (size_t)hash & (vocabulary->cap - 1);
    while (vocabulary->slots[at].word && strcmp(vocabulary->slots[at].word, word) != 0)
        at = (at + 1) & (vocabulary->cap - 1);
    return at;
}

static void grow(struct vocabulary *vocabulary)
{
    struct vocabulary old = *vocabulary;
    vocabulary->cap = old.cap ? old.cap * 2 : 256;
    vocabulary->slots = mem_alloc(vocabulary->cap * sizeof *vocabulary->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].word)
            vocabulary->slots[slot_of(vocabulary, old.slots[i].word)] = old.slots[i];
    free(old.slots);
}

int vocabulary_add(struct vocabulary *vocabulary, const char *word)
{
    if ((size_t)vocabulary->count * 2 >= vocabulary->cap)
        grow(vocabulary);
    struct vocabulary_slot *slot = &vocabulary->slots[slot_of(vocabulary, word)];
    if (!slot->word)
        *slot = (struct vocabulary_slot){ mem_strdup(word), vocabulary->count++ };
    return slot->number;
}

int vocabulary_find(const struct vocabulary *vocabulary, const char *word)
{
    if (!vocabulary->cap)
        return -1;
    const struct vocabulary_slot *slot = &vocabulary->slots[slot_of(vocabulary, word)];
    return slot->word ? slot->number : -1;
}

void vocabulary_finish(struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->cap; i++)
        free(vocabulary->slots[i].word);
    free(vocabulary->slots);
    *vocabulary = (struct vocabulary){ 0 };
}
