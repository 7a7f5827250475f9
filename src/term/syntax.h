/* Syntax colours, simple ones: keywords, strings, numbers and comments. They help the eye to
 * find the shape of a short program; they do not parse it. */
#ifndef TERM_SYNTAX_H
#define TERM_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "term/line.h"

struct syntax;

/* The language of a fenced block (`c`, `python`, `py`, `json`, `sh` ...), or NULL when it is
 * not known. */
const struct syntax *syntax_find(const char *language);

/* Its name for people: "Python". */
const char *syntax_label(const struct syntax *syntax);

/* Whether the byte is one of a word: a letter, a digit, `_`, or a part of a letter outside
 * ASCII. */
bool syntax_is_in_word(char byte);

/* Adds the code's lines, one each, coloured. A NULL syntax gives them all STYLE_CODE. */
void syntax_lines(const struct syntax *syntax, const char *code, size_t len_bytes,
                  struct lines *out);

#endif
