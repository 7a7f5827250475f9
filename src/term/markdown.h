/* Markdown (CommonMark and tables, parsed by md4c) as lines for a terminal.
 *
 * Prose is wrapped to a readable width, code is coloured, and a Python block directly followed
 * by a C block stands beside it where the terminal is wide enough: the form in which a lesson
 * shows asyncio. Where no colours can tell them apart, headings and inline code keep their
 * Markdown marks. With --plain there are no drawn lines and no columns: one thing after the
 * other. */
#ifndef TERM_MARKDOWN_H
#define TERM_MARKDOWN_H

#include <stddef.h>

#include "term/caps.h"
#include "term/line.h"

enum { MARKDOWN_PROSE_COLUMNS = 100 }; /* prose is not wider than this */

/* Adds the lines of the text, no wider than caps->columns (a pane passes a copy with its own
 * width). Any text is valid Markdown; raw HTML is shown as it is written. */
void markdown_render(const char *text, size_t len_bytes, const struct caps *caps,
                     struct lines *out);

#endif
