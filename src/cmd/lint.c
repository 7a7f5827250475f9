/* `lint`: the rules of the course's files, for authors. */
#include "cmd/cmd.h"

#include "cmd/interrupt.h"
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
    const struct async_task *self = async_current_task();
    for (size_t i = 0; i < lint->course->exercise_count && !async_task_cancelling(self); i++) {
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

/* Builds and runs what there is, unless told not to. True: Ctrl-C ended that. */
static bool examine(struct app *app, const struct cmd_args *args, struct lint *lint)
{
    const char *dir = args->count > 0 ? args->words[0] : app->course_dir;
    const struct program_tools tools = app_tools(app);
    struct interrupt interrupt;
    interrupt_begin_cancelling(&interrupt);
    lint_course(dir, cmd_has(args, "no-run") ? NULL : &tools, lint);
    if (lint->course && lint->course->interview_file)
        examiner_lint(lint->course->interview_file, &lint->faults);
    if (lint->course)
        lint_exercises(app, lint, !cmd_has(args, "no-run"));
    return interrupt_end(&interrupt);
}

static int say(struct app *app, const struct lint *lint)
{
    if (!lint->course)
        return cmd_fault(app, STATUS_USAGE, &lint->faults.items[0]);
    print_faults(app, lint);
    fputs(buf_str(&lint->notes), app->err);
    print_summary(app, lint);
    return lint->faults.count > 0 ? STATUS_FAILED : STATUS_OK;
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct lint lint;
    bool is_interrupted = examine(app, args, &lint);
    int status = is_interrupted ? STATUS_INTERRUPTED : say(app, &lint);
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
