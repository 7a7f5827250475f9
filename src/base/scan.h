/* Walking through a text line by line. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stddef.h>

/* Behind the newline of this line; at the end of the text if it is the last:
 *     for (const char *line = text; *line; line = scan_next_line(line)) */
const char *scan_next_line(const char *line);

/* The length of this line in bytes, without its newline and a carriage return in front of it.
 */
size_t scan_line_len(const char *line);

/* Where the line of this number (from 1) begins; at the end of the text behind the last. */
const char *scan_line(const char *text, size_t number);

size_t scan_count_lines(const char *text);

#endif
