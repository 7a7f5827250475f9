/* Files: what is referred to exists, and what exists is referred to. */
#include "course/lint.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static void check_exists(struct lint *lint, const struct step *step)
{
    const struct {
        const char *key, *path;
    } files[] = { { "text", step->text },
                  { "demo", step->demo },
                  { "twin", step->twin },
                  { "broken.demo", step->broken },
                  { "aside.text", step->aside } };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        if (files[i].path && !file_exists(files[i].path))
            lint_step_fault(lint, step, files[i].key, "there is no file %s", files[i].path);
    }
}

/* ---- What nobody refers to ---- */

static bool is_lesson_dir(const struct course *course, const char *path)
{
    for (int n = 1; course_lesson(course, n); n++) {
        if (strcmp(course_lesson(course, n)->dir, path) == 0)
            return true;
    }
    return false;
}

static bool is_of_lessons(const struct course *course, const void *unused, const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    return strcmp(name, "catalog.json") == 0 || strcmp(name, "outline.json") == 0 ||
           is_lesson_dir(course, path);
}

static bool is_of_lesson(const struct course *course, const void *of, const char *path)
{
    const struct lesson *lesson = of;
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        const char *const files[] = { step->text, step->demo, step->twin, step->broken,
                                      step->aside };
        for (size_t f = 0; f < sizeof(files) / sizeof(files[0]); f++) {
            if (files[f] && strcmp(path, files[f]) == 0)
                return true;
        }
    }
    return strcmp(path, lesson->file) == 0;
}

static bool is_exercise(const struct course *course, const void *unused, const char *path)
{
    for (size_t i = 0; i < course->exercise_count; i++) {
        if (strcmp(course->exercises[i].dir, path) == 0)
            return true;
    }
    return false;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "__pycache__") != 0;
}

typedef bool is_known_fn(const struct course *course, const void *of, const char *path);

/* A fault for each entry of the directory that is not known; `why` says what it would need. */
static void check_entries(struct lint *lint, const char *dir, is_known_fn *is_known,
                          const void *of, const char *why)
{
    struct dirent **entries = NULL;
    int count = scandir(dir, &entries, is_visible, alphasort);
    for (int i = 0; i < count; i++) {
        char *path = path_join(dir, entries[i]->d_name);
        if (!is_known(lint->course, of, path))
            diag_set(diags_add(&lint->faults), path, 1, 1, "%s", why);
        free(path);
        free(entries[i]);
    }
    free(entries);
}

void lint_files(struct lint *lint)
{
    const struct course *course = lint->course;
    lint_each_step(lint, check_exists);
    char *lessons = path_join(course->dir, "lessons");
    check_entries(lint, lessons, is_of_lessons, NULL, "catalog.json does not name this");
    for (int n = 1; course_lesson(course, n); n++) {
        const struct lesson *lesson = course_lesson(course, n);
        if (lesson->step_count > 0)
            check_entries(lint, lesson->dir, is_of_lesson, lesson,
                          "no step refers to this file");
    }
    char *coding = path_join(course->dir, "quizzes/coding");
    check_entries(lint, coding, is_exercise, NULL, "catalog.json does not name this exercise");
    free(lessons);
    free(coding);
}
