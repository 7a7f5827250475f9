/* The course against its outline: nothing renamed, dropped, added or moved. */
#include "course/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "course/outline.h"

/* What the outline has and the course does not is no fault: the course may still be growing. */
static void note_missing(struct buf *missing, const char *id)
{
    buf_addf(missing, "%s%s", missing->len ? ", " : "not written yet: ", id);
}

static bool is_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* ---- Lessons ---- */

static void check_steps(struct lint *lint, const struct lesson *lesson,
                        const struct lesson *wanted)
{
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        if (i >= wanted->step_count)
            lint_step_fault(lint, step, "id", "the outline has no further step after \"%s\"",
                            wanted->steps[wanted->step_count - 1].name);
        else if (!is_same(step->name, wanted->steps[i].name))
            lint_step_fault(lint, step, "id", "in the outline, step %zu is \"%s\"", i + 1,
                            wanted->steps[i].name);
        else if (!is_same(step->title, wanted->steps[i].title))
            lint_step_fault(lint, step, "title", "the outline calls this step \"%s\"",
                            wanted->steps[i].title);
    }
    for (size_t i = lesson->step_count; i < wanted->step_count; i++)
        lint_fault(lint, lesson->file, "steps", "step \"%s\" of the outline is missing",
                   wanted->steps[i].name);
}

/* `last` is the outline's number of the lesson before. */
static void check_lesson(struct lint *lint, const struct lesson *lesson,
                         const struct lesson *wanted, int last)
{
    if (!is_same(lesson->title, wanted->title))
        lint_fault(lint, lesson->file, "title", "the outline calls this lesson \"%s\"",
                   wanted->title);
    if (!is_same(lesson->module->title, wanted->module->title))
        lint_fault(lint, lesson->file, "id", "in the outline, this lesson is in \"%s\"",
                   wanted->module->title);
    if (wanted->number < last)
        lint_fault(lint, lesson->file, "id", "in the outline, this lesson comes earlier");
    check_steps(lint, lesson, wanted);
}

static void check_lessons(struct lint *lint, const struct course *outline, struct buf *missing)
{
    int last = 0;
    for (int n = 1; course_lesson(lint->course, n); n++) {
        const struct lesson *lesson = course_lesson(lint->course, n);
        const struct lesson *wanted = course_lesson_of(outline, lesson->id);
        if (lesson->step_count == 0)
            continue; /* it could not be read, which is a fault already */
        if (!wanted) {
            lint_fault(lint, lesson->file, "id", "the outline has no lesson \"%s\"",
                       lesson->id);
            continue;
        }
        check_lesson(lint, lesson, wanted, last);
        last = wanted->number;
    }
    for (int n = 1; course_lesson(outline, n); n++) {
        const char *id = course_lesson(outline, n)->id;
        if (!course_lesson_of(lint->course, id))
            note_missing(missing, id);
    }
}

/* ---- Interview questions and exercises ---- */

static void check_interview(struct lint *lint, const struct course *outline,
                            struct buf *missing)
{
    const struct course *course = lint->course;
    for (size_t i = 0; i < course->interview_count; i++) {
        struct buf path = { 0 };
        buf_addf(&path, "questions[%zu].question", i);
        if (i >= outline->interview_count)
            lint_fault(lint, course->interview_file, buf_str(&path),
                       "the outline has only %zu interview questions",
                       outline->interview_count);
        else if (!is_same(course->interview[i].id, outline->interview[i].id) ||
                 !is_same(course->interview[i].question, outline->interview[i].question))
            lint_fault(lint, course->interview_file, buf_str(&path),
                       "in the outline, this question is %s, \"%s\"", outline->interview[i].id,
                       outline->interview[i].question);
        buf_finish(&path);
    }
    for (size_t i = course->interview_count; i < outline->interview_count; i++)
        note_missing(missing, outline->interview[i].id);
}

static const struct exercise *find_exercise(const struct course *in, const char *id)
{
    for (size_t i = 0; i < in->exercise_count; i++) {
        if (is_same(in->exercises[i].id, id))
            return &in->exercises[i];
    }
    return NULL;
}

static void check_exercises(struct lint *lint, const struct course *outline,
                            struct buf *missing)
{
    const struct course *course = lint->course;
    const struct exercise *last = NULL;
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *exercise = &course->exercises[i];
        const struct exercise *wanted = find_exercise(outline, exercise->id);
        char *file = path_join(exercise->dir, "exercise.json");
        if (!wanted)
            lint_fault(lint, file, "id", "the outline has no exercise \"%s\"", exercise->id);
        else if (!is_same(exercise->title, wanted->title))
            lint_fault(lint, file, "title", "the outline calls this exercise \"%s\"",
                       wanted->title);
        else if (last && wanted < last)
            lint_fault(lint, file, "id", "in the outline, this exercise comes earlier");
        last = wanted ? wanted : last;
        free(file);
    }
    for (size_t i = 0; i < outline->exercise_count; i++) {
        if (!find_exercise(course, outline->exercises[i].id))
            note_missing(missing, outline->exercises[i].id);
    }
}

/* ---- References ---- */

static void check_related(struct lint *lint, const struct course *outline,
                          const struct step *step)
{
    for (size_t i = 0; i < step->related.count; i++) {
        if (course_step_of(outline, step->related.items[i]))
            continue;
        struct buf key = { 0 };
        buf_addf(&key, "related[%zu]", i);
        lint_step_fault(lint, step, buf_str(&key), "the outline has no step \"%s\"",
                        step->related.items[i]);
        buf_finish(&key);
    }
}

void lint_outline(struct lint *lint)
{
    char *file = outline_path(lint->course->dir);
    struct course *outline = NULL;
    struct buf missing = { 0 };
    if (!file_exists(file)) {
        buf_addf(&lint->notes, "%s is missing: ids and titles were not compared\n", file);
    } else if (!outline_load(file, &outline, diags_add(&lint->faults))) {
        diags_drop_unset(&lint->faults);
        check_lessons(lint, outline, &missing);
        check_interview(lint, outline, &missing);
        check_exercises(lint, outline, &missing);
        for (int n = 1; course_lesson(lint->course, n); n++) {
            const struct lesson *lesson = course_lesson(lint->course, n);
            for (size_t i = 0; i < lesson->step_count; i++)
                check_related(lint, outline, &lesson->steps[i]);
        }
    }
    if (missing.len > 0)
        buf_addf(&lint->notes, "%s\n", buf_str(&missing));
    buf_finish(&missing);
    course_free(outline);
    free(file);
}
