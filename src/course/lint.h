/* Every rule that the course's files must keep, and where they do not. */
#ifndef COURSE_LINT_H
#define COURSE_LINT_H

#include "base/buf.h"
#include "base/diag.h"
#include "course/course.h"
#include "course/program.h"

struct lint {
    struct course *course; /* owned; NULL if the catalog cannot be read */
    struct diags faults;
    struct buf notes; /* what was run on, or could not be checked and why, a line each */
};

/* Checks the course in `dir`. With `tools`, its programs are built, run and compared too,
 * which takes seconds, and suspends; without (NULL), only its files are read. */
void lint_course(const char *dir, const struct program_tools *tools, struct lint *ret_lint);
void lint_finish(struct lint *lint);

/* ---- The rules, each for the whole course; each adds its faults. ---- */

/* Ids and titles are those of lessons/outline.json, in its order. */
void lint_outline(struct lint *lint);
/* What is referred to exists, and what exists is referred to. */
void lint_files(struct lint *lint);
/* Under 200 words a step; Python beside C; all code cut out of the programs, all cuts used.
 * What to watch fits into two lines, what happens into four. An aside has under 300 words. */
void lint_prose(struct lint *lint);
/* `minutes` is what walking through the lesson takes, give or take two. */
void lint_minutes(struct lint *lint);
/* The goal in line 1, at most 60 lines, one marked line. */
void lint_demos(struct lint *lint);
/* Demos build without a warning and end by themselves on the virtual clock; they print what
 * their twins print, answer their predictions, and give the warnings that are named. */
void lint_runs(struct lint *lint, const struct program_tools *tools);

/* ---- For the rules ---- */

/* A fault in a JSON file, at the path (`steps[2].title`) or as near to it as the file goes. */
__attribute__((format(printf, 4, 5))) void lint_fault(struct lint *lint, const char *file,
                                                      const char *path, const char *format,
                                                      ...);

/* The same at `key` of the step in its lesson.json. */
__attribute__((format(printf, 4, 5))) void lint_step_fault(struct lint *lint,
                                                           const struct step *step,
                                                           const char *key, const char *format,
                                                           ...);

/* Calls `rule` for each step of each lesson. */
void lint_each_step(struct lint *lint,
                    void (*rule)(struct lint *lint, const struct step *step));

#endif
