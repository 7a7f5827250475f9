/* What the demos do: build, end, print what their twins print, answer their predictions, and
 * give the warnings that they are about; broken ones too. */
#include "course/lint.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tempdir.h"
#include "course/pythons.h"

struct runs {
    struct lint *lint;
    const struct program_tools *tools;
    struct pythons pythons; /* that a twin is run on, each of them */
    const char *dir;        /* for the binaries */
};

static const char *line_or_end(const struct question_run *run, size_t index)
{
    return index < run->lines.count ? run->lines.items[index] : "(the end)";
}

/* True if they print the same. */
static bool compare(struct lint *lint, const struct step *step, const char *python,
                    const struct question_run *demo, const struct question_run *twin)
{
    size_t i = 0;
    while (i < demo->lines.count && i < twin->lines.count &&
           strcmp(demo->lines.items[i], twin->lines.items[i]) == 0)
        i++;
    if (i == demo->lines.count && i == twin->lines.count)
        return true;
    lint_step_fault(lint, step, "twin", "line %zu differs: C prints \"%s\", %s \"%s\"", i + 1,
                    line_or_end(demo, i), python, line_or_end(twin, i));
    return false;
}

/* False if there was a fault. */
static bool check_twin_on(struct runs *runs, const struct step *step, const char *python,
                          const struct question_run *demo, struct arena *arena)
{
    struct program_tools tools = *runs->tools;
    struct question_run twin = { 0 };
    struct diag diag = { 0 };
    bool is_good = false;
    tools.python = python;
    if (program_run_twin(&tools, step->twin, arena, &twin, &diag))
        lint_step_fault(runs->lint, step, "twin", "on %s %s", python, diag.message);
    else
        is_good = compare(runs->lint, step, python, demo, &twin);
    diag_finish(&diag);
    return is_good;
}

/* Up to the first Python with a fault. */
static void check_twin(struct runs *runs, const struct step *step,
                       const struct question_run *demo, struct arena *arena)
{
    bool is_good = true;
    for (size_t i = 0; i < runs->pythons.count && is_good; i++)
        is_good = check_twin_on(runs, step, runs->pythons.items[i].command, demo, arena);
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

static bool has_text(const struct texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i], text) == 0)
            return true;
    }
    return false;
}

/* The run gives the warnings that are wanted, which stand at `key`, and no others. */
static void check_warnings(struct lint *lint, const struct step *step, const char *key,
                           const struct texts *wanted, const struct question_run *run)
{
    for (size_t i = 0; i < run->warnings.count; i++) {
        if (!has_text(wanted, run->warnings.items[i]))
            lint_step_fault(lint, step, key, "the run gives a warning \"%s\" as well",
                            run->warnings.items[i]);
    }
    for (size_t i = 0; i < wanted->count; i++) {
        if (!has_text(&run->warnings, wanted->items[i]))
            lint_step_fault(lint, step, key, "the run gives no warning \"%s\"",
                            wanted->items[i]);
    }
}

/* Builds and runs the program, which is named at `key`. False, with a fault, if it cannot. */
static bool run_program(struct runs *runs, const struct step *step, const char *key,
                        const char *source, struct arena *arena, struct question_run *ret_run)
{
    struct diag diag = { 0 };
    if (async_task_cancelling(async_current_task()))
        return false; /* the program before it was interrupted */
    char *binary = path_join(runs->dir, step->name);
    bool is_built = !program_build(runs->tools, source, binary, &diag);
    bool has_run = is_built && !program_run(runs->tools, binary, source, arena, ret_run, &diag);
    if (!is_built) {
        *diags_add(&runs->lint->faults) = diag; /* moved: it has its own place */
        diag = (struct diag){ 0 };
    } else if (!has_run) {
        lint_step_fault(runs->lint, step, key, "%s", diag.message);
    }
    unlink(binary);
    free(binary);
    diag_finish(&diag);
    return has_run;
}

static void check_demo(struct runs *runs, const struct step *step, struct arena *arena)
{
    struct question_run demo = { 0 };
    if (!file_exists(step->demo) || !run_program(runs, step, "demo", step->demo, arena, &demo))
        return;
    check_questions(runs->lint, step, &demo);
    check_warnings(runs->lint, step, "warns", &step->warns, &demo);
    if (runs->tools->python && file_exists(step->twin))
        check_twin(runs, step, &demo, arena);
}

static void check_broken(struct runs *runs, const struct step *step, struct arena *arena)
{
    const char *warning[] = { step->broken_warns };
    const struct texts wanted = { warning, 1 };
    struct question_run run = { 0 };
    if (step->broken && file_exists(step->broken) &&
        run_program(runs, step, "broken.demo", step->broken, arena, &run))
        check_warnings(runs->lint, step, "broken.warns", &wanted, &run);
}

static void check_step(struct runs *runs, const struct step *step)
{
    struct arena arena = { 0 };
    check_demo(runs, step, &arena);
    check_broken(runs, step, &arena);
    arena_finish(&arena);
}

/* False, with a note, if there is no place for it. */
static bool make_directory(struct lint *lint, struct tempdir *ret_dir)
{
    struct diag diag = { 0 };
    int err = tempdir_make("lint", ret_dir, &diag);
    if (err)
        buf_addf(&lint->notes, "no demo was built: cannot make a directory like %s\n",
                 diag.file);
    diag_finish(&diag);
    return !err;
}

/* Says which ones they are, and what is missing. */
static void find_pythons(struct runs *runs)
{
    struct pythons *pythons = &runs->pythons;
    struct buf *notes = &runs->lint->notes;
    if (runs->tools->python)
        pythons_find(pythons);
    if (pythons->count == 0) {
        buf_adds(notes, "no demo was compared with its twin: there is no CPython from 3.11 on "
                        "(apt-get install python3)\n");
        return;
    }
    buf_adds(notes, "the twins were run on CPython");
    for (size_t i = 0; i < pythons->count; i++) {
        const struct python *python = &pythons->items[i];
        buf_addf(notes, "%s %d.%d.%d", i ? "," : "", python->major, python->minor,
                 python->micro);
    }
    buf_adds(notes, pythons_have(pythons, 3, 13) ? "\n" : "; not on 3.13, the reference\n");
}

void lint_runs(struct lint *lint, const struct program_tools *tools)
{
    struct runs runs = { .lint = lint, .tools = tools };
    if (!tools->cc) {
        buf_adds(&lint->notes,
                 "no demo was built: there is no C compiler (apt-get install gcc)\n");
        return;
    }
    find_pythons(&runs);
    struct tempdir dir;
    if (!make_directory(lint, &dir))
        return;
    runs.dir = dir.path;
    for (int n = 1; course_lesson(lint->course, n); n++) {
        const struct lesson *lesson = course_lesson(lint->course, n);
        for (size_t i = 0; i < lesson->step_count; i++)
            check_step(&runs, &lesson->steps[i]);
    }
    tempdir_remove(&dir);
}
