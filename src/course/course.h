/* The course: everything in lessons/ and quizzes/ that tells what there is, read once into one
 * arena. Prose and demos are read when they are shown (course/text.h).
 *
 * Lessons are numbered through the modules from 1, the steps of a lesson from 1. */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "course/question.h"

/* What a learner should watch while the demo runs. */
enum pane {
    PANE_SOURCE = 1 << 0,
    PANE_LOOP = 1 << 1,
    PANE_TASKS = 1 << 2,
    PANE_TIMELINE = 1 << 3,
    PANE_OUTPUT = 1 << 4,
};

struct step {
    const struct lesson *lesson;
    int number;
    const char *id;   /* "basic-asyncio/await" */
    const char *name; /* "await" */
    const char *title;
    const char *text; /* path of the Markdown file */
    const char *demo; /* path of the C program */
    const char *twin; /* path of the Python program that prints the same lines */
    const char *hook, *watch, *happens, *takeaway;
    struct texts warns;         /* ids of the warnings that are the point of the demo */
    const char *pitfall;        /* NULL if none */
    const char *broken;         /* path of a C program that falls into it; NULL if none */
    const char *broken_warns;   /* id of the warning that this one gives */
    const char *broken_happens; /* what there is to be seen in it */
    const char *aside_title;    /* of the next */
    const char *aside; /* path of the Markdown file for who wants to know more; NULL if none */
    unsigned panes;    /* enum pane */
    struct question *predict; /* asked before the demo runs; may need question_resolve() */
    struct question *check;   /* asked after it */
    struct texts related;     /* step ids */
};

struct lesson {
    const struct module *module;
    int number;
    const char *id, *title, *goal;
    const char *c_differs; /* where C differs from Python; NULL if nowhere */
    const char *dir;       /* path of its directory */
    const char *file;      /* path of its lesson.json */
    int minutes;
    struct step *steps;
    size_t step_count;
    struct question *quiz;
    size_t quiz_count;
};

struct module {
    const char *title;
    struct lesson *lessons;
    size_t lesson_count;
};

struct interview_question {
    const char *id; /* "interview/1" */
    const char *question;
};

struct exercise {
    const char *id, *title;
    const char *dir; /* path of quizzes/coding/ID */
};

/* Where to read on behind the last step. */
struct resource {
    const char *title, *url;
    const char *adds; /* what it adds to the course, in one line */
};

struct course {
    struct arena arena; /* holds everything below */
    const char *dir, *title;
    struct module *modules;
    size_t module_count;
    const char *interview_file; /* path; NULL if the course has no interview */
    struct interview_question *interview;
    size_t interview_count;
    struct exercise *exercises;
    size_t exercise_count;
    struct resource *resources;
    size_t resource_count;
};

/* Reads the course in `dir`. Returns 0, and course_free() is the caller's; or -1 with `diag`.
 */
int course_load(const char *dir, struct course **ret_course, struct diag *diag);
/* The same for whoever wants to know all faults: each file adds its first. Returns 0 also
 * when there are some: a lesson with a fault then has no steps, and a list with one is
 * empty. Returns -1 if the catalog cannot be read. */
int course_load_all(const char *dir, struct course **ret_course, struct diags *faults);
void course_free(struct course *course); /* takes NULL */

/* Fills `lesson`, whose `id` and `dir` are set, from its lesson.json. Returns 0; or -1 with
 * `diag`, and no steps. */
int lesson_load(struct lesson *lesson, struct arena *arena, struct diag *diag);

/* The lessons of all modules, by number from 1; NULL behind the last. */
struct lesson *course_lesson(const struct course *course, int number);

/* Those of exactly this id; NULL if there is none. */
struct lesson *course_lesson_of(const struct course *course, const char *id);
struct step *lesson_step_of(const struct lesson *lesson, const char *name);
struct step *course_step_of(const struct course *course, const char *id); /* "lesson/step" */

/* Whether it is made of a-z, 0-9 and `-`, as ids are. */
bool course_is_id(const char *text);

/* ---- Finding: by id, by number, or by the only beginning that fits. ----
 * NULL with `diag` if there is none or more than one; it names the nearest or all that fit. */

struct lesson *course_find_lesson(const struct course *course, const char *word,
                                  struct diag *diag);
struct step *lesson_find_step(const struct lesson *lesson, const char *word, struct diag *diag);
/* "LESSON/STEP", "1.2" as lists show it, or the step's name alone if no other has it. */
struct step *course_find_step(const struct course *course, const char *word, struct diag *diag);
/* Whether the word can only mean a step, and no lesson. */
bool course_says_step(const char *word);
struct exercise *course_find_exercise(const struct course *course, const char *word,
                                      struct diag *diag);

#endif
