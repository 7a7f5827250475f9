/* What is in the course, written as Markdown to be shown. */
#ifndef COURSE_PAGE_H
#define COURSE_PAGE_H

#include "base/buf.h"
#include "base/diag.h"
#include "course/course.h"

/* Title, goal, and where C differs. */
void page_lesson_head(const struct lesson *lesson, struct buf *markdown);

/* Title, hook and prose of a step, before its prediction. Returns 0, or -1 with `diag` as from
 * text_read(). */
int page_step_text(const struct step *step, struct buf *markdown, struct diag *diag);

/* The question, and its choices numbered from 1. */
void page_question(const struct question *question, struct buf *markdown);

/* What was right, and why. Nothing for a question that the demo's run answers and that is not
 * resolved, and for free text. */
void page_answer(const struct question *question, struct buf *markdown);

/* Pitfall, takeaway and related steps: the end of a step. */
void page_step_end(const struct step *step, struct buf *markdown);

/* The aside of a step that has one, for who asks for it. Returns 0, or -1 with `diag`: its
 * file cannot be read. */
int page_aside(const struct step *step, struct buf *markdown, struct diag *diag);

/* What is left to do when every step is walked, and where to read on. */
void page_course_end(const struct course *course, struct buf *markdown);

#endif
