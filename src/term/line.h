/* A line of styled text, and arrays of them: what everything is drawn from.
 *
 * Every byte of a line carries its style in a second buffer of the same length. So cutting,
 * joining and wrapping are slices of both, and no span ever needs splitting. The text is always
 * clean (width.h). */
#ifndef TERM_LINE_H
#define TERM_LINE_H

#include <stddef.h>

#include "base/buf.h"
#include "term/style.h"

struct line {
    struct buf text;
    struct buf styles; /* one enum style for each byte of text */
};

struct lines {
    struct line *items;
    size_t count, cap;
};

/* Add text at the end of the line, cleaned: tabs count from the line's own start. */
void line_add(struct line *line, enum style style, const char *text, size_t len_bytes);
void line_adds(struct line *line, enum style style, const char *text);
__attribute__((format(printf, 3, 4))) void line_addf(struct line *line, enum style style,
                                                     const char *format, ...);
/* Adds bytes [from, to) of another line, styles and all. */
void line_add_slice(struct line *line, const struct line *other, size_t from, size_t to);
void line_add_line(struct line *line, const struct line *other);
/* Fills up with spaces to `columns`; a longer line is left alone. */
void line_pad(struct line *line, int columns);
int line_columns(const struct line *line);
enum style line_style_at(const struct line *line, size_t byte);
/* The end of the run of equally styled bytes that starts at `from`. */
size_t line_run_end(const struct line *line, size_t from);
/* Takes spaces off the end. */
void line_trim(struct line *line);
void line_clear(struct line *line); /* empty again; keeps the memory */
void line_finish(struct line *line);

/* A new empty line at the end; valid until the next one is added. */
struct line *lines_add(struct lines *lines);
/* Wraps `text` at spaces into lines of at most `columns`, each beginning with a prefix: `first`
 * for the first one, `rest` for the others (NULL: none). A word longer than a line is broken.
 * An empty text gives one line. */
void lines_wrap(struct lines *lines, const struct line *text, int columns,
                const struct line *first, const struct line *rest);
/* The same in at most `rows` lines, one or more: where they do not hold all of it, the last one
 * goes on to the edge and ends there with an ellipsis. */
void lines_wrap_rows(struct lines *lines, const struct line *text, int columns,
                     const struct line *first, const struct line *rest, size_t rows);
/* Wraps `text` beside `label`, or below it where that leaves too little room. */
void lines_wrap_beside(struct lines *lines, const struct line *label, const struct line *text,
                       int columns);
void lines_finish(struct lines *lines);

#endif
