/* `lint`: the rules of the course's files, for authors. */
#include "cmd/cmd.h"

#include "course/lint.h"
#include "judge/proof.h"
#include "quiz/examiner/examiner.h"

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_summary(struct app *app, const struct lint *lint)
{
    size_t lessons = 0, steps = 0, faults = lint->faults.count;
    for (int n = 1; course_lesson(lint->course, n); n++, lessons++)
        steps += course_lesson(lint->course, n)->step_count;
    const struct out *screen = app_screen(app);
    out_format(screen, STYLE_TEXT, "%zu lesson%s, %zu step%s: ", lessons, plural(lessons),
               steps, plural(steps));
    if (faults == 0)
        out_text(screen, STYLE_OK, "no faults\n");
    else
        out_format(screen, STYLE_WRONG, "%zu fault%s\n", faults, plural(faults));
}

static void print_faults(struct app *app, const struct lint *lint)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < lint->faults.count; i++)
        diag_format(&lint->faults.items[i], &text);
    fputs(buf_str(&text), app->out);
    buf_finish(&text);
}

/* The exercises are read, and proved by what the judge says about their solutions. */
static void lint_exercises(struct app *app, struct lint *lint, bool proves)
{
    const struct judge_options options = { .home = app->home, .build = app->build };
    for (size_t i = 0; i < lint->course->exercise_count; i++) {
        struct arena arena = { 0 };
        struct assignment assignment;
        const char *dir = lint->course->exercises[i].dir;
        if (!assignment_load(dir, &arena, &assignment, diags_add(&lint->faults))) {
            diags_drop_unset(&lint->faults);
            if (proves)
                proof_exercise(&assignment, &options, 0, &lint->faults);
        }
        arena_finish(&arena);
    }
}

static int run(struct app *app, const struct cmd_args *args)
{
    const char *dir = args->count > 0 ? args->words[0] : app->course_dir;
    const struct program_tools tools = app_tools(app);
    struct lint lint;
    lint_course(dir, cmd_has(args, "no-run") ? NULL : &tools, &lint);
    if (lint.course && lint.course->interview_file)
        examiner_lint(lint.course->interview_file, &lint.faults);
    if (lint.course)
        lint_exercises(app, &lint, !cmd_has(args, "no-run"));
    int status = lint.faults.count > 0 ? STATUS_FAILED : STATUS_OK;
    if (lint.course) {
        print_faults(app, &lint);
        fputs(buf_str(&lint.notes), app->err);
        print_summary(app, &lint);
    } else {
        status = cmd_fault(app, STATUS_USAGE, &lint.faults.items[0]);
    }
    lint_finish(&lint);
    return status;
}

const struct command command_lint = {
    .name = "lint",
    .usage = "[DIR] [--no-run]",
    .summary = "check the files of a course, for authors",
    .details = "Says file, line and column of every fault. DIR holds lessons/ and quizzes/.\n"
               "The rules are in docs/authoring.md.",
    .options = { { "no-run", NULL,
                   "only read the files: build and run no demo and no solution" } },
    .max_words = 1,
    .run = run,
};
