/* `new`: templates for authors. */
#include "cmd/cmd.h"

#include <string.h>

#include "base/suggest.h"
#include "course/template.h"

typedef int make_fn(const struct course *course, const char *id, struct buf *written,
                    struct diag *diag);

static const char *const kinds[] = { "lesson", "step", "question" };
static make_fn *const makers[] = { template_lesson, template_step, template_question };

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static make_fn *find_maker(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(kinds[i], kind) == 0)
            return makers[i];
    }
    return NULL;
}

static int run(struct app *app, const struct cmd_args *args)
{
    make_fn *make = find_maker(args->words[0]);
    const char *nearest = suggest_nearest(args->words[0], kinds, KINDS);
    if (!make && nearest)
        return cmd_usage_fault(app, args->command,
                               "\"%s\" cannot be made: did you mean \"%s\"?", args->words[0],
                               nearest);
    if (!make)
        return cmd_usage_fault(app, args->command, "\"%s\" cannot be made", args->words[0]);
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct diag diag = { 0 };
    struct buf written = { 0 };
    int err = make(course, args->words[1], &written, &diag);
    fputs(buf_str(&written), app->out); /* also what was written before it failed */
    buf_finish(&written);
    return err ? cmd_fault(app, STATUS_USAGE, &diag) : STATUS_OK;
}

const struct command command_new = {
    .name = "new",
    .usage = "lesson|step|question ID",
    .summary = "write a template that lints clean, for authors",
    .details = "new lesson LESSON       a lesson with all its steps, in lessons/\n"
               "new step LESSON/STEP    prose, demo and twin of a step, and its questions\n"
               "new question LESSON     one more question in the lesson's quiz\n"
               "Titles and places come from lessons/outline.json; see docs/authoring.md.",
    .min_words = 2,
    .max_words = 2,
    .run = run,
};
