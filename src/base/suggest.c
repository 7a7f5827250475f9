#include "base/suggest.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { LONGEST_WORD = 64 }; /* beyond it nobody meant a name of ours */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int letter(const char *text, size_t index)
{
    return tolower((unsigned char)text[index]);
}

size_t suggest_distance(const char *a, const char *b)
{
    size_t rows = strlen(a) + 1, cols = strlen(b) + 1;
    size_t *cell =
        mem_alloc(rows * cols * sizeof(*cell)); /* cell[i * cols + j]: a[0..i) to b[0..j) */
    for (size_t i = 0; i < rows; i++)
        cell[i * cols] = i;
    for (size_t j = 0; j < cols; j++)
        cell[j] = j;
    for (size_t i = 1; i < rows; i++) {
        for (size_t j = 1; j < cols; j++) {
            size_t change = letter(a, i - 1) != letter(b, j - 1);
            size_t best = cell[(i - 1) * cols + j - 1] + change;
            best = least(best, cell[(i - 1) * cols + j] + 1);
            best = least(best, cell[i * cols + j - 1] + 1);
            if (i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) &&
                letter(a, i - 2) == letter(b, j - 1))
                best = least(best, cell[(i - 2) * cols + j - 2] + 1);
            cell[i * cols + j] = best;
        }
    }
    size_t distance = cell[rows * cols - 1];
    free(cell);
    return distance;
}

static const char *first_with_prefix(const char *prefix, const char *const candidates[],
                                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncasecmp(prefix, candidates[i], strlen(prefix)) == 0)
            return candidates[i];
    }
    return NULL;
}

const char *suggest_nearest(const char *word, const char *const candidates[], size_t count)
{
    size_t len = strlen(word);
    if (len < 2 || len > LONGEST_WORD)
        return NULL;
    size_t beat = len / 3 + 2; /* the distance a candidate must stay below */
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = suggest_distance(word, candidates[i]);
        if (distance < beat) {
            nearest = candidates[i];
            beat = distance;
        }
    }
    return nearest ? nearest : first_with_prefix(word, candidates, count);
}
