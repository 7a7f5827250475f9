/* Text counted in terminal columns, and made safe to print.
 *
 * Text from files and learners may hold anything. Here every byte string has one visible form:
 * valid UTF-8 stands for itself; a control character is shown as `^[`; a tab as spaces; a byte
 * that is not UTF-8, and a character that would act instead of show (C1 controls, direction
 * overrides), as U+FFFD. All functions count and cut that form, so that a hostile text is as
 * wide as it will look. */
#ifndef TERM_WIDTH_H
#define TERM_WIDTH_H

#include <stddef.h>

#include "base/buf.h"

enum { WIDTH_TAB = 4 };

/* Columns that the text takes when it starts at column `column`, which only matters to tabs. */
int width_count(const char *text, size_t len_bytes, int column);

/* Adds the visible form of the text. */
void width_clean(const char *text, size_t len_bytes, int column, struct buf *out);

/* The longest prefix that takes at most `columns`, in bytes; a combining mark stays with its
 * letter. */
size_t width_fit(const char *text, size_t len_bytes, int columns);

/* Adds the visible form in exactly `columns`: padded with spaces, or cut with an ellipsis at
 * the end. */
void width_pad(const char *text, size_t len_bytes, int columns, struct buf *out);

/* Adds clean text in ASCII characters of the same width: for a terminal that shows nothing
 * else. */
void width_ascii(const char *text, size_t len_bytes, struct buf *out);

#endif
