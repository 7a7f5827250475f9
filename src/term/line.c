#include "term/line.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/width.h"

enum {
    ROOM_BESIDE = 20, /* of what is wrapped beside a label; so below */
    INDENT_BELOW = 6,
    ELLIPSIS_COLUMNS = 1,
};

/* The style of everything added to the text since the two buffers were equally long. */
static void style_new_text(struct line *line, enum style style)
{
    while (line->styles.len < line->text.len)
        buf_addc(&line->styles, (char)style);
}

void line_add(struct line *line, enum style style, const char *text, size_t len_bytes)
{
    width_clean(text, len_bytes, line_columns(line), &line->text);
    style_new_text(line, style);
}

void line_adds(struct line *line, enum style style, const char *text)
{
    line_add(line, style, text, strlen(text));
}

void line_addf(struct line *line, enum style style, const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    line_add(line, style, buf_str(&text), text.len);
    buf_finish(&text);
}

void line_add_slice(struct line *line, const struct line *other, size_t from, size_t to)
{
    if (from >= to)
        return;
    buf_add(&line->text, other->text.data + from, to - from);
    buf_add(&line->styles, other->styles.data + from, to - from);
}

void line_add_line(struct line *line, const struct line *other)
{
    line_add_slice(line, other, 0, other->text.len);
}

void line_pad(struct line *line, int columns)
{
    for (int missing = columns - line_columns(line); missing > 0; missing--)
        buf_addc(&line->text, ' ');
    style_new_text(line, STYLE_TEXT);
}

int line_columns(const struct line *line)
{
    return width_count(buf_str(&line->text), line->text.len, 0);
}

enum style line_style_at(const struct line *line, size_t byte)
{
    return (enum style)line->styles.data[byte];
}

size_t line_run_end(const struct line *line, size_t from)
{
    size_t end = from;
    while (end < line->text.len && line->styles.data[end] == line->styles.data[from])
        end++;
    return end;
}

static size_t trimmed_end(const struct line *text, size_t from, size_t end)
{
    while (end > from && text->text.data[end - 1] == ' ')
        end--;
    return end;
}

void line_trim(struct line *line)
{
    size_t end = trimmed_end(line, 0, line->text.len);
    buf_truncate(&line->text, end);
    buf_truncate(&line->styles, end);
}

void line_clear(struct line *line)
{
    buf_truncate(&line->text, 0);
    buf_truncate(&line->styles, 0);
}

void line_finish(struct line *line)
{
    buf_finish(&line->text);
    buf_finish(&line->styles);
}

struct line *lines_add(struct lines *lines)
{
    lines->items = mem_grow(lines->items, &lines->cap, lines->count + 1, sizeof *lines->items);
    struct line *line = &lines->items[lines->count++];
    *line = (struct line){ 0 };
    return line;
}

/* Where the row of at most `columns` that starts at `from` ends: after its last whole word, or,
 * when one word fills the row, in that word. Spaces it starts with are its indent, not a place
 * to break. */
static size_t row_end(const struct line *text, size_t from, int columns)
{
    const char *bytes = buf_str(&text->text);
    size_t len = text->text.len;
    size_t end = from + width_fit(bytes + from, len - from, columns);
    if (end == from) /* not even one character fits: a wide one in a single column */
        end = from + width_fit(bytes + from, len - from, 2);
    if (end == len || bytes[end] == ' ')
        return end;
    size_t word = end;
    while (word > from && bytes[word - 1] != ' ')
        word--;
    size_t indent_end = from + strspn(bytes + from, " ");
    return word > indent_end ? word : end;
}

void lines_wrap(struct lines *lines, const struct line *text, int columns,
                const struct line *first, const struct line *rest)
{
    lines_wrap_rows(lines, text, columns, first, rest, SIZE_MAX);
}

/* What is left from `from` on, up to the edge. */
static void add_cut(struct line *row, const struct line *text, size_t from, int room)
{
    const char *left = buf_str(&text->text) + from;
    size_t end = from + width_fit(left, text->text.len - from, room - ELLIPSIS_COLUMNS);
    line_add_slice(row, text, from, end);
    line_adds(row, line_style_at(text, end), "…");
}

void lines_wrap_rows(struct lines *lines, const struct line *text, int columns,
                     const struct line *first, const struct line *rest, size_t rows)
{
    const struct line *prefix = first;
    size_t from = 0;
    do {
        struct line *row = lines_add(lines);
        if (prefix)
            line_add_line(row, prefix);
        int room = columns - line_columns(row);
        size_t end = row_end(text, from, room > 0 ? room : 1);
        size_t next = end + strspn(buf_str(&text->text) + end, " ");
        rows--;
        if (!rows && next < text->text.len) {
            add_cut(row, text, from, room);
            return;
        }
        line_add_slice(row, text, from, trimmed_end(text, from, end));
        from = next;
        prefix = rest;
    } while (from < text->text.len);
}

void lines_wrap_beside(struct lines *lines, const struct line *label, const struct line *text,
                       int columns)
{
    struct line below = { 0 };
    bool is_beside = columns - line_columns(label) >= ROOM_BESIDE;
    line_pad(&below, is_beside ? line_columns(label) : INDENT_BELOW);
    if (!is_beside)
        line_add_line(lines_add(lines), label);
    lines_wrap(lines, text, columns, is_beside ? label : &below, &below);
    line_finish(&below);
}

void lines_finish(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        line_finish(&lines->items[i]);
    free(lines->items);
    *lines = (struct lines){ 0 };
}
