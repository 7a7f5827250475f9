#include "quiz/picks.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"

bool picks_has(const struct picks *picks, size_t index)
{
    for (size_t i = 0; i < picks->count; i++) {
        if (picks->items[i] == index)
            return true;
    }
    return false;
}

void picks_add(struct picks *picks, size_t index)
{
    picks->items = mem_grow(picks->items, &picks->cap, picks->count + 1, sizeof *picks->items);
    picks->items[picks->count++] = index;
}

/* The number that "12" or "b" (for 2) stands for; 0 if it stands for none. */
static size_t number_of(const char *word, size_t len)
{
    if (len == 1 && isalpha((unsigned char)*word))
        return (size_t)(tolower((unsigned char)*word) - 'a' + 1);
    size_t number = 0;
    for (size_t i = 0; i < len; i++) {
        if (!isdigit((unsigned char)word[i]) || number > 1000)
            return 0;
        number = number * 10 + (size_t)(word[i] - '0');
    }
    return number;
}

/* False if the word names none of the `entries`, or one that was picked already. */
static bool pick(struct picks *picks, const char *word, size_t len, size_t entries)
{
    size_t number = number_of(word, len);
    if (number < 1 || number > entries || picks_has(picks, number - 1))
        return false;
    picks_add(picks, number - 1);
    return true;
}

bool picks_read(struct picks *picks, const char *typed, size_t entries)
{
    const char *word = typed;
    while (*word) {
        size_t len = 0;
        while (isalnum((unsigned char)word[len]))
            len++;
        if (len > 0 && !pick(picks, word, len, entries))
            return false;
        word += len ? len : 1;
    }
    return picks->count > 0;
}

bool picks_read_each(struct picks *picks, const char *typed, size_t entries)
{
    picks->count = 0;
    for (const char *c = typed; *c; c++) {
        if (isalnum((unsigned char)*c) && !pick(picks, c, 1, entries))
            return false;
    }
    return picks->count == entries;
}

void picks_finish(struct picks *picks)
{
    free(picks->items);
    *picks = (struct picks){ 0 };
}
