/* The one writer of styled text to a stream.
 *
 * It alone decides what reaches the terminal: escape sequences for roles as far as the terminal
 * has them, ASCII where it has nothing else, and never a control character from the text. */
#ifndef TERM_OUT_H
#define TERM_OUT_H

#include <stdio.h>

#include "term/caps.h"
#include "term/line.h"

struct out {
    FILE *file;              /* borrowed */
    const struct caps *caps; /* borrowed */
    size_t *unread_rows;     /* borrowed; written since the reader last pressed a key, which
                              * the owner sets to 0 then; NULL: not counted */
};

/* What text is wrapped to: the terminal's columns; without one, a line may be as long as it
 * is. */
int out_columns(const struct out *out);

/* Write text in a role. `\n` ends a line; other control characters are shown, not sent. */
void out_text(const struct out *out, enum style style, const char *text);
__attribute__((format(printf, 3, 4))) void out_format(const struct out *out, enum style style,
                                                      const char *format, ...);
/* Writes sentences: like out_format(), but on a terminal each line is wrapped at spaces, and
 * what does not fit begins below the line's own first word. */
__attribute__((format(printf, 3, 4))) void out_say(const struct out *out, enum style style,
                                                   const char *format, ...);
/* Adds what such a terminal is sent for the line, without a newline. */
void out_draw(const struct caps *caps, const struct line *line, struct buf *bytes);
/* Writes the line and a newline. */
void out_line(const struct out *out, const struct line *line);
void out_lines(const struct out *out, const struct lines *lines);

/* Asks the reader whether to go on: 0 goes on, anything else stops. It may suspend. */
typedef int out_ask_fn(void *arg);

/* Writes the lines a screenful at a time, and asks before each further one, so that nothing
 * scrolls away unread, nor what was written before them. Without a terminal, or without `ask`,
 * everything is written at once.
 *
 * May suspend where `ask` does. Returns 0, or what `ask` returned to stop. */
int out_page(const struct out *out, const struct lines *lines, out_ask_fn *ask, void *arg);

#endif
