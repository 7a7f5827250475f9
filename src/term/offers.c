#include "term/offers.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/width.h"

enum { GAP = 2 };

static bool is_offered(const struct offers *offers, const char *word)
{
    for (size_t i = 0; i < offers->count; i++)
        if (!strcmp(offers->words[i], word))
            return true;
    return false;
}

void offers_add(struct offers *offers, const char *word)
{
    if (strncmp(word, offers->prefix, strlen(offers->prefix)) != 0 || is_offered(offers, word))
        return;
    offers->words =
        mem_grow(offers->words, &offers->cap, offers->count + 1, sizeof *offers->words);
    offers->words[offers->count++] = mem_strdup(word);
}

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t offers_common_len(const struct offers *offers)
{
    if (!offers->count)
        return 0;
    const char *first = offers->words[0];
    size_t len = strlen(first);
    for (size_t i = 1; i < offers->count; i++) {
        size_t same = 0;
        while (same < len && first[same] == offers->words[i][same])
            same++;
        len = same;
    }
    while (len && is_inside_character(first[len]))
        len--;
    return len;
}

void offers_render(const struct offers *offers, int columns, struct lines *out)
{
    int widest = 1;
    for (size_t i = 0; i < offers->count; i++) {
        int width = width_count(offers->words[i], strlen(offers->words[i]), 0);
        widest = width > widest ? width : widest;
    }
    size_t across = columns > widest ? (size_t)((columns + GAP) / (widest + GAP)) : 1;
    size_t rows = (offers->count + across - 1) / across;
    for (size_t row = 0; row < rows; row++) {
        struct line *line = lines_add(out);
        for (size_t i = row, column = 0; i < offers->count; i += rows, column++) {
            line_pad(line, (int)column * (widest + GAP));
            line_adds(line, STYLE_TEXT, offers->words[i]);
        }
    }
}

void offers_finish(struct offers *offers)
{
    for (size_t i = 0; i < offers->count; i++)
        free(offers->words[i]);
    free(offers->words);
    *offers = (struct offers){ 0 };
}
