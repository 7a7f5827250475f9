/* The prose of a step, its code cut in.
 *
 * A fenced block without a body whose info string is `c cut=NAME` or `python cut=NAME` stands
 * for that cut of the step's demo or twin (snippet.h). */
#ifndef COURSE_TEXT_H
#define COURSE_TEXT_H

#include <stddef.h>

#include "course/course.h"

/* Appends the step's Markdown. Returns 0; or -1 with `diag`: a file cannot be read, a cut is
 * not there, a block that stands for a cut has a body. */
int text_read(const struct step *step, struct buf *markdown, struct diag *diag);

/* The words of the prose, without fenced blocks. */
size_t text_count_words(const char *markdown);
/* Where the n-th of them (from 1) begins; the end of the text if there are fewer. */
size_t text_word_offset(const char *markdown, size_t n);

/* The lines that a paragraph takes, wrapped at blanks to `columns`, when its first one
 * begins at `column`. Marks of Markdown count: where there are no colours they are shown. */
size_t text_count_lines(const char *paragraph, size_t column, size_t columns);

#endif
