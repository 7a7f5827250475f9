/* From what a learner types to what is meant. */
#include "course/course.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/suggest.h"

/* What can be meant: `ids[i]` has the number i + 1. */
struct candidates {
    const char *what; /* "lesson" */
    const char **ids; /* owned array of borrowed names */
    size_t count;
};

static void say_ambiguous(const struct candidates *among, const char *word, struct diag *diag)
{
    struct buf fitting = { 0 };
    for (size_t i = 0; i < among->count; i++) {
        if (strncmp(among->ids[i], word, strlen(word)) == 0)
            buf_addf(&fitting, "%s%s", fitting.len ? ", " : "", among->ids[i]);
    }
    diag_set(diag, NULL, 0, 0, "\"%s\" fits more than one %s: %s", word, among->what,
             buf_str(&fitting));
    buf_finish(&fitting);
}

static void say_unknown(const struct candidates *among, const char *word, struct diag *diag)
{
    const char *nearest = suggest_nearest(word, among->ids, among->count);
    if (nearest)
        diag_set(diag, NULL, 0, 0, "there is no %s \"%s\": did you mean \"%s\"?", among->what,
                 word, nearest);
    else if (isdigit((unsigned char)word[0]))
        diag_set(diag, NULL, 0, 0, "there is no %s %s: the last one is %zu", among->what, word,
                 among->count);
    else
        diag_set(diag, NULL, 0, 0, "there is no %s \"%s\"; the command list shows them all",
                 among->what, word);
}

static bool is_number(const char *word)
{
    return *word && strspn(word, "0123456789") == strlen(word) && strlen(word) < 6;
}

/* The index of what `word` means, or -1 with `diag`. */
static long find(const struct candidates *among, const char *word, struct diag *diag)
{
    long number = is_number(word) ? strtol(word, NULL, 10) : 0;
    if (number > 0 && number <= (long)among->count)
        return number - 1;
    long fitting = -1;
    size_t fits = 0;
    for (size_t i = 0; i < among->count; i++) {
        if (strcmp(among->ids[i], word) == 0)
            return (long)i;
        if (*word && strncmp(among->ids[i], word, strlen(word)) == 0) {
            fitting = (long)i;
            fits++;
        }
    }
    if (fits == 1)
        return fitting;
    if (fits > 1)
        say_ambiguous(among, word, diag);
    else
        say_unknown(among, word, diag);
    return -1;
}

struct lesson *course_lesson(const struct course *course, int number)
{
    size_t index = (size_t)number - 1;
    for (size_t m = 0; m < course->module_count; m++) {
        struct module *module = &course->modules[m];
        if (index < module->lesson_count)
            return &module->lessons[index];
        index -= module->lesson_count;
    }
    return NULL;
}

struct lesson *course_lesson_of(const struct course *course, const char *id)
{
    for (int n = 1; course_lesson(course, n); n++) {
        if (strcmp(course_lesson(course, n)->id, id) == 0)
            return course_lesson(course, n);
    }
    return NULL;
}

struct step *lesson_step_of(const struct lesson *lesson, const char *name)
{
    for (size_t i = 0; i < lesson->step_count; i++) {
        if (strcmp(lesson->steps[i].name, name) == 0)
            return &lesson->steps[i];
    }
    return NULL;
}

struct step *course_step_of(const struct course *course, const char *id)
{
    for (int n = 1; course_lesson(course, n); n++) {
        const struct lesson *lesson = course_lesson(course, n);
        for (size_t i = 0; i < lesson->step_count; i++) {
            if (strcmp(lesson->steps[i].id, id) == 0)
                return &lesson->steps[i];
        }
    }
    return NULL;
}

bool course_is_id(const char *text)
{
    return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

struct lesson *course_find_lesson(const struct course *course, const char *word,
                                  struct diag *diag)
{
    size_t cap = 0;
    struct candidates lessons = { .what = "lesson" };
    for (int n = 1; course_lesson(course, n); n++) {
        lessons.ids = mem_grow(lessons.ids, &cap, lessons.count + 1, sizeof(*lessons.ids));
        lessons.ids[lessons.count++] = course_lesson(course, n)->id;
    }
    long index = find(&lessons, word, diag);
    free(lessons.ids);
    return index < 0 ? NULL : course_lesson(course, (int)index + 1);
}

struct step *lesson_find_step(const struct lesson *lesson, const char *word, struct diag *diag)
{
    struct candidates steps = { "step", mem_alloc(lesson->step_count * sizeof(char *)), 0 };
    while (steps.count < lesson->step_count) {
        steps.ids[steps.count] = lesson->steps[steps.count].name;
        steps.count++;
    }
    long index = find(&steps, word, diag);
    free(steps.ids);
    return index < 0 ? NULL : &lesson->steps[index];
}

/* The one step of the course that has the name; NULL if none has, or several have. */
static struct step *only_step_called(const struct course *course, const char *name)
{
    struct step *only = NULL;
    for (int n = 1; course_lesson(course, n); n++) {
        struct step *step = lesson_step_of(course_lesson(course, n), name);
        if (step && only)
            return NULL;
        only = step ? step : only;
    }
    return only;
}

bool course_says_step(const char *word)
{
    return strpbrk(word, "/.") != NULL;
}

struct step *course_find_step(const struct course *course, const char *word, struct diag *diag)
{
    const char *split = strpbrk(word, "/.");
    struct step *step = split ? NULL : only_step_called(course, word);
    if (!split && !step)
        diag_set(diag, NULL, 0, 0, "\"%s\" names no step: write LESSON/STEP, for example %s",
                 word,
                 course_lesson(course, 1) ? course_lesson(course, 1)->steps[0].id : "1/1");
    if (!split)
        return step;
    char *name = mem_strndup(word, (size_t)(split - word));
    struct lesson *lesson = course_find_lesson(course, name, diag);
    free(name);
    return lesson ? lesson_find_step(lesson, split + 1, diag) : NULL;
}

struct exercise *course_find_exercise(const struct course *course, const char *word,
                                      struct diag *diag)
{
    struct candidates exercises = { "exercise",
                                    mem_alloc(course->exercise_count * sizeof(char *)), 0 };
    while (exercises.count < course->exercise_count) {
        exercises.ids[exercises.count] = course->exercises[exercises.count].id;
        exercises.count++;
    }
    long index = find(&exercises, word, diag);
    free(exercises.ids);
    return index < 0 ? NULL : &course->exercises[index];
}
