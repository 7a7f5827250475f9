/* What the demos do: build, end, print what their twins print, answer their predictions. */
#include "course/lint.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct runs {
    struct lint *lint;
    const struct program_tools *tools;
    char *dir; /* owned; for the binaries */
};

static const char *line_or_end(const struct question_run *run, size_t index)
{
    return index < run->lines.count ? run->lines.items[index] : "(the end)";
}

static void compare(struct lint *lint, const struct step *step, const struct question_run *demo,
                    const struct question_run *twin)
{
    size_t i = 0;
    while (i < demo->lines.count && i < twin->lines.count &&
           strcmp(demo->lines.items[i], twin->lines.items[i]) == 0)
        i++;
    if (i == demo->lines.count && i == twin->lines.count)
        return;
    lint_step_fault(lint, step, "twin", "line %zu differs: C prints \"%s\", Python \"%s\"",
                    i + 1, line_or_end(demo, i), line_or_end(twin, i));
}

static void check_twin(struct runs *runs, const struct step *step,
                       const struct question_run *demo, struct arena *arena)
{
    struct question_run twin = { 0 };
    struct diag diag = { 0 };
    if (program_run_twin(runs->tools, step->twin, arena, &twin, &diag))
        lint_step_fault(runs->lint, step, "twin", "%s", diag.message);
    else
        compare(runs->lint, step, demo, &twin);
    diag_finish(&diag);
}

/* Whether the run answers the question, which stands at the path of `format`. */
static void check_question(struct lint *lint, const struct lesson *lesson, const char *format,
                           size_t index, const struct question *question,
                           const struct question_run *demo)
{
    struct buf path = { 0 };
    struct arena arena = { 0 };
    struct question resolved;
    struct diag diag = { 0 };
    buf_addf(&path, format, index);
    if (question_resolve(question, demo, &arena, &resolved, &diag))
        lint_fault(lint, lesson->file, buf_str(&path), "%s", diag.message);
    buf_finish(&path);
    diag_finish(&diag);
    arena_finish(&arena);
}

/* Those of the step, and those of the lesson's quiz that are about it. */
static void check_questions(struct lint *lint, const struct step *step,
                            const struct question_run *demo)
{
    const struct lesson *lesson = step->lesson;
    size_t index = (size_t)step->number - 1;
    check_question(lint, lesson, "steps[%zu].predict", index, step->predict, demo);
    check_question(lint, lesson, "steps[%zu].check", index, step->check, demo);
    for (size_t i = 0; i < lesson->quiz_count; i++) {
        const struct question *question = &lesson->quiz[i];
        if (question->reread && strcmp(question->reread, step->name) == 0)
            check_question(lint, lesson, "quiz[%zu]", i, question, demo);
    }
}

static void check_step(struct runs *runs, const struct step *step)
{
    struct arena arena = { 0 };
    struct question_run demo = { 0 };
    struct diag diag = { 0 };
    struct lint *lint = runs->lint;
    char *binary = path_join(runs->dir, step->name);
    if (!file_exists(step->demo))
        goto out;
    if (program_build(runs->tools, step->demo, binary, &diag)) {
        *diags_add(&lint->faults) = diag; /* moved: it has its own place */
        diag = (struct diag){ 0 };
    } else if (program_run(runs->tools, binary, step->demo, &arena, &demo, &diag)) {
        lint_step_fault(lint, step, "demo", "%s", diag.message);
    } else {
        check_questions(lint, step, &demo);
        if (runs->tools->python && file_exists(step->twin))
            check_twin(runs, step, &demo, &arena);
    }
    unlink(binary);
out:
    free(binary);
    diag_finish(&diag);
    arena_finish(&arena);
}

/* Owned; NULL with a note if there is no place for it. */
static char *make_directory(struct lint *lint)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = path_join(tmp && *tmp ? tmp : "/tmp", "asynclearn-lint-XXXXXX");
    if (mkdtemp(dir))
        return dir;
    buf_addf(&lint->notes, "no demo was built: cannot make a directory like %s\n", dir);
    free(dir);
    return NULL;
}

void lint_runs(struct lint *lint, const struct program_tools *tools)
{
    struct runs runs = { .lint = lint, .tools = tools };
    if (!tools->cc) {
        buf_adds(&lint->notes,
                 "no demo was built: there is no C compiler (apt-get install gcc)\n");
        return;
    }
    if (!tools->python)
        buf_adds(&lint->notes, "no demo was compared with its twin: there is no python3 "
                               "(apt-get install python3)\n");
    runs.dir = make_directory(lint);
    for (int n = 1; runs.dir && course_lesson(lint->course, n); n++) {
        const struct lesson *lesson = course_lesson(lint->course, n);
        for (size_t i = 0; i < lesson->step_count; i++)
            check_step(&runs, &lesson->steps[i]);
    }
    if (runs.dir)
        rmdir(runs.dir);
    free(runs.dir);
}
