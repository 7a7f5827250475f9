#include "trace/strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static uint32_t hash_bytes(const char *bytes, size_t len_bytes)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < len_bytes; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static void put(struct strings *strings, uint32_t number)
{
    size_t mask = strings->table_size - 1, at = strings->items[number].hash & mask;
    while (strings->table[at])
        at = (at + 1) & mask;
    strings->table[at] = number;
}

/* Keeps at least half of the places free. */
static void make_room(struct strings *strings)
{
    if (!strings->count) {
        strings->items = mem_grow(strings->items, &strings->cap, 1, sizeof(*strings->items));
        strings->items[strings->count++] = (struct string){ .text = "" };
    }
    if (2 * strings->count < strings->table_size)
        return;
    free(strings->table);
    strings->table_size = strings->table_size ? 2 * strings->table_size : 256;
    strings->table = mem_alloc(strings->table_size * sizeof(*strings->table));
    for (uint32_t number = 1; number < strings->count; number++)
        put(strings, number);
}

static uint32_t append(struct strings *strings, const char *bytes, size_t len_bytes,
                       uint32_t hash)
{
    strings->items =
        mem_grow(strings->items, &strings->cap, strings->count + 1, sizeof(*strings->items));
    strings->items[strings->count] = (struct string){
        .text = arena_strndup(&strings->arena, bytes, len_bytes),
        .len = (uint32_t)len_bytes,
        .hash = hash,
    };
    return (uint32_t)strings->count++;
}

uint32_t strings_add(struct strings *strings, const char *bytes, size_t len_bytes)
{
    make_room(strings);
    if (!len_bytes)
        return 0;
    uint32_t hash = hash_bytes(bytes, len_bytes);
    size_t mask = strings->table_size - 1, at = hash & mask;
    for (uint32_t number; (number = strings->table[at]); at = (at + 1) & mask) {
        const struct string *string = &strings->items[number];
        if (string->hash == hash && string->len == len_bytes &&
            memcmp(string->text, bytes, len_bytes) == 0)
            return number;
    }
    return strings->table[at] = append(strings, bytes, len_bytes, hash);
}

const char *strings_get(const struct strings *strings, uint32_t number)
{
    return number < strings->count ? strings->items[number].text : "";
}

void strings_finish(struct strings *strings)
{
    arena_finish(&strings->arena);
    free(strings->items);
    free(strings->table);
    *strings = (struct strings){ 0 };
}
