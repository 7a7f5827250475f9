#include "term/out.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "term/width.h"

static void add_run(const struct caps *caps, const struct line *line, size_t from, size_t to,
                    struct buf *bytes)
{
    enum style style = line_style_at(line, from);
    const char *text = line->text.data + from;
    style_begin(style, caps->depth, bytes);
    if (caps->is_utf8)
        buf_add(bytes, text, to - from);
    else
        width_ascii(text, to - from, bytes);
    style_end(style, caps->depth, bytes);
}

/* A run of equal style is one escape sequence, however often it was added to. */
void out_draw(const struct caps *caps, const struct line *line, struct buf *bytes)
{
    for (size_t from = 0; from < line->text.len;) {
        size_t to = line_run_end(line, from);
        add_run(caps, line, from, to, bytes);
        from = to;
    }
}

static bool is_blank(const struct line *line)
{
    return line->text.len == 0;
}

/* Nobody misses a blank row that is above all the others. */
static void count_row(const struct out *out, const struct line *line)
{
    if (out->unread_rows && (*out->unread_rows > 0 || !is_blank(line)))
        ++*out->unread_rows;
}

static void write_runs(const struct out *out, const struct line *line, const char *end)
{
    struct buf bytes = { 0 };
    out_draw(out->caps, line, &bytes);
    buf_adds(&bytes, end);
    fwrite(buf_str(&bytes), 1, bytes.len, out->file);
    buf_finish(&bytes);
    if (*end)
        count_row(out, line);
}

int out_columns(const struct out *out)
{
    return out->caps->is_tty ? out->caps->columns : INT_MAX;
}

void out_text(const struct out *out, enum style style, const char *text)
{
    struct line line = { 0 };
    while (*text) {
        size_t len = strcspn(text, "\n");
        line_clear(&line);
        line_add(&line, style, text, len);
        write_runs(out, &line, text[len] == '\n' ? "\n" : "");
        text += len + (text[len] == '\n');
    }
    line_finish(&line);
}

void out_format(const struct out *out, enum style style, const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    out_text(out, style, buf_str(&text));
    buf_finish(&text);
}

static void say_line(const struct out *out, enum style style, const char *text, size_t len)
{
    size_t indent = strspn(text, " ");
    struct line line = { 0 }, prefix = { 0 };
    struct lines rows = { 0 };
    line_add(&prefix, style, text, indent < len ? indent : len);
    line_add(&line, style, text + prefix.text.len, len - prefix.text.len);
    lines_wrap(&rows, &line, out_columns(out), &prefix, &prefix);
    out_lines(out, &rows);
    lines_finish(&rows);
    line_finish(&prefix);
    line_finish(&line);
}

void out_say(const struct out *out, enum style style, const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    const char *rest = buf_str(&text);
    for (; strchr(rest, '\n'); rest = strchr(rest, '\n') + 1)
        say_line(out, style, rest, strcspn(rest, "\n"));
    out_text(out, style, rest);
    buf_finish(&text);
}

void out_line(const struct out *out, const struct line *line)
{
    write_runs(out, line, "\n");
}

void out_lines(const struct out *out, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        out_line(out, &lines->items[i]);
}

/* One row is for the question, one to see where we were. */
static size_t rows_of_page(const struct out *out)
{
    return out->caps->rows > 3 ? (size_t)out->caps->rows - 2 : 1;
}

/* Where the page that begins at `start` ends: between blocks, if that leaves no more than a
 * third of the window empty. */
static size_t page_end(const struct out *out, const struct lines *lines, size_t start)
{
    size_t room = rows_of_page(out);
    if (lines->count - start <= room)
        return lines->count;
    for (size_t end = start + room; end > start + room * 2 / 3; end--)
        if (is_blank(&lines->items[end]))
            return end;
    return start + room;
}

static int write_page(const struct out *out, const struct lines *lines, out_ask_fn *ask,
                      void *arg)
{
    size_t no_rows = 0;
    size_t *unread = out->unread_rows ? out->unread_rows : &no_rows;
    for (size_t start = 0, end = 0; start < lines->count; start = end) {
        end = page_end(out, lines, start);
        if (start > 0 || (*unread > 0 && *unread + end > rows_of_page(out))) {
            fflush(out->file);
            int err = ask(arg);
            *unread = 0;
            if (err)
                return err;
        }
        for (size_t i = start; i < end; i++)
            out_line(out, &lines->items[i]);
    }
    return 0;
}

int out_page(const struct out *out, const struct lines *lines, out_ask_fn *ask, void *arg)
{
    if (ask && out->caps->is_tty)
        return write_page(out, lines, ask, arg);
    out_lines(out, lines);
    return 0;
}
