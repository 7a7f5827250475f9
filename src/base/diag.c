#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/printable.h"

enum {
    EXCERPT_BEFORE = 60, /* bytes of a long line shown before the caret */
    EXCERPT_BYTES = 90,
};

static void set(struct diag *diag, const char *file, int line, int col, const char *format,
                va_list args)
{
    struct buf message = { 0 };
    buf_addv(&message, format, args);
    diag->message = buf_take(&message);
    diag->file = file ? mem_strdup(file) : NULL;
    diag->line = line;
    diag->col = col;
}

void diag_set(struct diag *diag, const char *file, int line, int col, const char *format, ...)
{
    if (diag_is_set(diag))
        return;
    va_list args;
    va_start(args, format);
    set(diag, file, line, col, format, args);
    va_end(args);
}

void diag_set_at(struct diag *diag, const char *file, const char *text, size_t offset,
                 const char *format, ...)
{
    if (diag_is_set(diag))
        return;
    int line = 1;
    const char *start = text;
    for (const char *c = text; c < text + offset; c++) {
        if (*c == '\n') {
            line++;
            start = c + 1;
        }
    }
    va_list args;
    va_start(args, format);
    set(diag, file, line, (int)(text + offset - start) + 1, format, args);
    va_end(args);
    diag->source = mem_strndup(start, strcspn(start, "\n"));
}

bool diag_is_set(const struct diag *diag)
{
    return diag->message != NULL;
}

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The source line and the caret; of a very long line only the part around the caret. */
static void format_source(const struct diag *diag, struct buf *out)
{
    const char *line = diag->source;
    size_t len = strlen(line);
    size_t caret = diag->col > 0 ? (size_t)diag->col - 1 : 0;
    if (caret > len)
        caret = len;
    size_t from = 0;
    if (len > EXCERPT_BYTES && caret > EXCERPT_BEFORE)
        from = caret - EXCERPT_BEFORE;
    size_t to = len - from > EXCERPT_BYTES ? from + EXCERPT_BYTES : len;
    while (from > 0 && continues_character(line[from]))
        from--;
    while (to < len && continues_character(line[to]))
        to++;

    buf_adds(out, "    ");
    printable_add(out, line + from, to - from);
    buf_adds(out, "\n    ");
    for (size_t i = from; i < caret; i++) {
        if (!continues_character(line[i]))
            buf_addc(out, line[i] == '\t' ? '\t' : ' ');
    }
    buf_adds(out, "^\n");
}

void diag_format(const struct diag *diag, struct buf *out)
{
    if (diag->file) {
        printable_add(out, diag->file, strlen(diag->file));
        if (diag->line > 0)
            buf_addf(out, ":%d", diag->line);
        if (diag->line > 0 && diag->col > 0)
            buf_addf(out, ":%d", diag->col);
        buf_adds(out, ": ");
    }
    if (diag->message)
        printable_add(out, diag->message, strlen(diag->message));
    if (diag->path && diag->path[0]) {
        buf_adds(out, " (at ");
        printable_add(out, diag->path, strlen(diag->path));
        buf_addc(out, ')');
    }
    buf_addc(out, '\n');
    if (diag->source)
        format_source(diag, out);
}

void diag_finish(struct diag *diag)
{
    free(diag->file);
    free(diag->path);
    free(diag->message);
    free(diag->source);
    *diag = (struct diag){ 0 };
}

struct diag *diags_add(struct diags *diags)
{
    diags->items = mem_grow(diags->items, &diags->cap, diags->count + 1, sizeof(*diags->items));
    struct diag *diag = &diags->items[diags->count++];
    *diag = (struct diag){ 0 };
    return diag;
}

void diags_drop_unset(struct diags *diags)
{
    if (diags->count > 0 && !diag_is_set(&diags->items[diags->count - 1]))
        diags->count--;
}

void diags_finish(struct diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        diag_finish(&diags->items[i]);
    free(diags->items);
    *diags = (struct diags){ 0 };
}
