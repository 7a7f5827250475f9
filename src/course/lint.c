#include "course/lint.h"

#include <stdarg.h>

#include "base/json.h"

/* The file is read again for the place, which nobody else needs. */
static void add_fault(struct lint *lint, const char *file, const char *path, const char *format,
                      va_list args)
{
    struct buf message = { 0 };
    struct json_doc doc;
    buf_addv(&message, format, args);
    if (!json_open(&doc, file, diags_add(&lint->faults))) {
        json_fault(json_follow(json_root(&doc), path), "%s", buf_str(&message));
        json_close(&doc);
    }
    buf_finish(&message);
}

void lint_fault(struct lint *lint, const char *file, const char *path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_fault(lint, file, path, format, args);
    va_end(args);
}

void lint_step_fault(struct lint *lint, const struct step *step, const char *key,
                     const char *format, ...)
{
    struct buf path = { 0 };
    buf_addf(&path, "steps[%d].%s", step->number - 1, key);
    va_list args;
    va_start(args, format);
    add_fault(lint, step->lesson->file, buf_str(&path), format, args);
    va_end(args);
    buf_finish(&path);
}

void lint_each_step(struct lint *lint, void (*rule)(struct lint *lint, const struct step *step))
{
    for (int n = 1; course_lesson(lint->course, n); n++) {
        const struct lesson *lesson = course_lesson(lint->course, n);
        for (size_t i = 0; i < lesson->step_count; i++)
            rule(lint, &lesson->steps[i]);
    }
}

void lint_course(const char *dir, const struct program_tools *tools, struct lint *ret_lint)
{
    *ret_lint = (struct lint){ 0 };
    if (course_load_all(dir, &ret_lint->course, &ret_lint->faults))
        return;
    lint_outline(ret_lint);
    lint_files(ret_lint);
    lint_prose(ret_lint);
    lint_minutes(ret_lint);
    lint_demos(ret_lint);
    if (tools)
        lint_runs(ret_lint, tools);
}

void lint_finish(struct lint *lint)
{
    course_free(lint->course);
    diags_finish(&lint->faults);
    buf_finish(&lint->notes);
    *lint = (struct lint){ 0 };
}
