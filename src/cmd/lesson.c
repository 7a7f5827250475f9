/* `lesson`: a lesson from its beginning to its end. */
#include "cmd/cmd.h"
#include "cmd/session.h"

#include <string.h>

#include "course/course.h"
#include "course/page.h"
#include "term/markdown.h"

static int add_step(const struct step *step, struct buf *page, struct diag *diag)
{
    if (page_step_text(step, page, diag))
        return -1;
    buf_adds(page, "**Predict:** ");
    page_question(step->predict, page);
    buf_addf(page, "**Run:** `asynclearn demo %s`\n\n", step->id);
    buf_addf(page, "**Watch:** %s\n\n**What happens:** %s\n\n", step->watch, step->happens);
    buf_adds(page, "**Check:** ");
    page_question(step->check, page);
    page_step_end(step, page);
    if (step->broken)
        buf_addf(page, "**Broken:** `asynclearn demo %s --broken` falls into the pitfall.\n\n",
                 step->id);
    return step->aside ? page_aside(step, page, diag) : 0;
}

/* At the very end, so that nobody reads them before the questions. */
static void add_answers(const struct lesson *lesson, const struct step *only, struct buf *page)
{
    buf_adds(page, "## Answers to the checks\n\n");
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        if (only && step != only)
            continue;
        buf_addf(page, "**%d.%d** %s\n\n", lesson->number, step->number, step->check->text);
        page_answer(step->check, page);
    }
}

static int compose(const struct lesson *lesson, const struct step *only, struct buf *page,
                   struct diag *diag)
{
    if (!only)
        page_lesson_head(lesson, page);
    for (size_t i = 0; i < lesson->step_count; i++) {
        bool is_wanted = !only || only == &lesson->steps[i];
        if (is_wanted && add_step(&lesson->steps[i], page, diag))
            return -1;
    }
    add_answers(lesson, only, page);
    return 0;
}

static void print_page(struct app *app, const struct buf *page)
{
    struct lines lines = { 0 };
    const struct out *screen = app_screen(app);
    markdown_render(buf_str(page), page->len, screen->caps, &lines);
    out_lines(screen, &lines);
    lines_finish(&lines);
}

static int print_whole(struct app *app, const struct lesson *lesson, const struct step *only)
{
    struct buf page = { 0 };
    struct diag diag = { 0 };
    int status = STATUS_OK;
    if (compose(lesson, only, &page, &diag))
        status = cmd_fault(app, STATUS_USAGE, &diag);
    else
        print_page(app, &page);
    buf_finish(&page);
    return status;
}

static int print_course(struct app *app, const struct course *course)
{
    struct buf end = { 0 };
    int status = STATUS_OK;
    for (int n = 1; !status && course_lesson(course, n); n++) {
        status = print_whole(app, course_lesson(course, n), NULL);
        out_text(app_screen(app), STYLE_TEXT, "\n");
    }
    buf_adds(&end, "# After the last step\n\n");
    page_course_end(course, &end);
    if (!status)
        print_page(app, &end);
    buf_finish(&end);
    return status;
}

/* What the words name; no step if they name a whole lesson. */
static int find(const struct course *course, const struct cmd_args *args,
                const struct lesson **ret_lesson, struct step **ret_step, struct diag *diag)
{
    const char *word = args->words[0], *step = cmd_value(args, "step");
    *ret_step = NULL;
    if (course_says_step(word)) {
        *ret_step = course_find_step(course, word, diag);
        *ret_lesson = *ret_step ? (*ret_step)->lesson : NULL;
    } else {
        *ret_lesson = course_find_lesson(course, word, diag);
    }
    if (*ret_lesson && step)
        *ret_step = lesson_find_step(*ret_lesson, step, diag);
    return diag_is_set(diag) ? -1 : 0;
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct diag diag = { 0 };
    const struct lesson *lesson;
    struct step *step;
    if (args->count == 0 && !cmd_has(args, "step"))
        return app->no_input ? print_course(app, course) : session_run(app, NULL);
    if (args->count == 0)
        return cmd_usage_fault(app, args->command, "--step needs the lesson whose step it is");
    if (find(course, args, &lesson, &step, &diag))
        return cmd_fault(app, STATUS_USAGE, &diag);
    if (!app->no_input)
        return session_run(app, step ? step : &lesson->steps[0]);
    return print_whole(app, lesson, step);
}

const struct command command_lesson = {
    .name = "lesson",
    .usage = "[ID|N] [--step ID|K] | LESSON/STEP",
    .summary = "walk a lesson",
    .details =
        "A lesson is named by its id, its number, or the beginning of its id.\n"
        "Without one you go on where you left off. With --no-input it is printed whole;\n"
        "without a lesson, so is the course.",
    .options = { { "step", "ID|K", "only this step" } },
    .max_words = 1,
    .run = run,
};
