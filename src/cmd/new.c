/* `new`: templates for authors. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "course/template.h"

typedef int make_fn(const struct course *course, const char *id, struct buf *written,
                    struct diag *diag);

/* The last one needs more: see make(). */
static const char *const kinds[] = { "lesson", "step", "question", "exercise" };
static make_fn *const makers[] = { template_lesson, template_step, template_question, NULL };

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* Its place in both; KINDS if there is none. */
static size_t find_kind(const char *kind)
{
    size_t i = 0;
    while (i < KINDS && strcmp(kinds[i], kind) != 0)
        i++;
    return i;
}

static int make(struct app *app, size_t kind, const char *id, struct buf *written,
                struct diag *diag)
{
    if (makers[kind])
        return makers[kind](app->course, id, written, diag);
    char *model = path_join(app->home, "quizzes/template");
    int err = template_exercise(app->course, model, id, written, diag);
    free(model);
    return err;
}

static int run(struct app *app, const struct cmd_args *args)
{
    size_t kind = find_kind(args->words[0]);
    const char *nearest = suggest_nearest(args->words[0], kinds, KINDS);
    if (kind == KINDS && nearest)
        return cmd_usage_fault(app, args->command,
                               "\"%s\" cannot be made: did you mean \"%s\"?", args->words[0],
                               nearest);
    if (kind == KINDS)
        return cmd_usage_fault(app, args->command, "\"%s\" cannot be made", args->words[0]);
    if (!app_course(app))
        return STATUS_USAGE;
    struct diag diag = { 0 };
    struct buf written = { 0 };
    int err = make(app, kind, args->words[1], &written, &diag);
    fputs(buf_str(&written), app->out); /* also what was written before it failed */
    buf_finish(&written);
    return err ? cmd_fault(app, STATUS_USAGE, &diag) : STATUS_OK;
}

const struct command command_new = {
    .name = "new",
    .usage = "lesson|step|question|exercise ID",
    .summary = "write a template that lints clean, for authors",
    .details =
        "new lesson LESSON       a lesson with all its steps, in lessons/\n"
        "new step LESSON/STEP    prose, demo and twin of a step, and its questions\n"
        "new question LESSON     one more question in the lesson's quiz\n"
        "new exercise EXERCISE   an exercise with harness and solutions, in quizzes/coding/\n"
        "Titles and places come from lessons/outline.json; see docs/authoring.md.",
    .min_words = 2,
    .max_words = 2,
    .run = run,
};
