/* `exercise`: coding practice in a workspace of the learner's own. */
#include "cmd/exercise.h"

#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "cmd/tracing.h"
#include "course/course.h"

static const struct verb {
    const char *word;
    exercise_fn *run;
} verbs[] = {
    { "start", exercise_start },       { "edit", exercise_edit }, { "check", exercise_check },
    { "watch", exercise_watch },       { "run", exercise_run },   { "trace", exercise_trace },
    { "hint", exercise_hint },         { "diff", exercise_diff }, { "reset", exercise_reset },
    { "solution", exercise_solution },
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

/* ---- The list ---- */

static void print_state(const struct out *screen, const struct exercise_state *state)
{
    if (state->passed_at)
        out_text(screen, STYLE_OK, "passed");
    else if (state->submissions)
        out_format(screen, STYLE_WARN, "%d tried, not passed yet", state->submissions);
    else
        out_text(screen, STYLE_DIM, state->started_at ? "started" : "not started");
}

static int list(struct app *app, const struct course *course)
{
    const struct out *screen = app_screen(app);
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise_state state;
        store_exercise(app_store(app), course->exercises[i].id, &state);
        out_format(screen, STYLE_STRONG, "%zu %s", i + 1, course->exercises[i].id);
        out_text(screen, STYLE_TEXT, "  ");
        print_state(screen, &state);
        out_format(screen, STYLE_TEXT, "\n  %s\n", course->exercises[i].title);
    }
    return STATUS_OK;
}

/* ---- Which exercise ---- */

/* For `start`: the first that was not passed yet. */
static const struct exercise *next_exercise(struct app *app, const struct course *course)
{
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise_state state;
        store_exercise(app_store(app), course->exercises[i].id, &state);
        if (!state.passed_at)
            return &course->exercises[i];
    }
    return course->exercises;
}

/* For the others: the one that was started last. */
static const struct exercise *current_exercise(struct app *app, const struct course *course)
{
    const struct exercise *current = course->exercises;
    int64_t started_at = 0;
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise_state state;
        store_exercise(app_store(app), course->exercises[i].id, &state);
        if (state.started_at <= started_at)
            continue;
        current = &course->exercises[i];
        started_at = state.started_at;
    }
    return current;
}

static const struct exercise *chosen_exercise(struct app *app, const struct course *course,
                                              const struct cmd_args *args, struct diag *diag)
{
    if (args->count > 1)
        return course_find_exercise(course, args->words[1], diag);
    if (!course->exercise_count) {
        diag_set(diag, NULL, 0, 0, "this course has no exercises");
        return NULL;
    }
    bool is_start = strcmp(args->words[0], "start") == 0;
    return is_start ? next_exercise(app, course) : current_exercise(app, course);
}

bool exercise_is_started(struct exercise_work *work)
{
    if (file_exists(work->workspace.source))
        return true;
    cmd_usage_fault(work->app, NULL, "there is no %s yet: \"%sexercise start %s\" makes one",
                    work->workspace.source, app_caller(work->app), work->assignment.id);
    return false;
}

int exercise_work_init(struct exercise_work *work, struct app *app,
                       const struct exercise *exercise, struct diag *diag)
{
    *work = (struct exercise_work){ .app = app, .exercise = exercise };
    if (assignment_load(exercise->dir, &work->arena, &work->assignment, diag))
        return -1;
    workspace_init(&work->workspace, &work->assignment);
    store_exercise(app_store(app), exercise->id, &work->state);
    return 0;
}

void exercise_work_finish(struct exercise_work *work)
{
    workspace_finish(&work->workspace);
    arena_finish(&work->arena);
}

/* ---- The command ---- */

static int work_on(struct app *app, const struct cmd_args *args,
                   const struct exercise *exercise, exercise_fn *verb)
{
    struct diag diag = { 0 };
    struct exercise_work work;
    int err = exercise_work_init(&work, app, exercise, &diag);
    work.args = args;
    int status = err ? cmd_fault(app, STATUS_USAGE, &diag) : verb(&work);
    exercise_work_finish(&work);
    return status;
}

static int unknown_verb(struct app *app, const struct cmd_args *args)
{
    const char *words[VERBS + 1] = { "list" };
    for (size_t i = 0; i < VERBS; i++)
        words[i + 1] = verbs[i].word;
    const char *nearest = suggest_nearest(args->words[0], words, VERBS + 1);
    return cmd_usage_fault(app, args->command, "there is no \"exercise %s\"%s%s%s",
                           args->words[0], nearest ? "; did you mean \"" : "",
                           nearest ? nearest : "", nearest ? "\"?" : "");
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct diag diag = { 0 };
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    if (!args->count || strcmp(args->words[0], "list") == 0)
        return list(app, course);
    if (args->count == 2 && !strcmp(args->words[0], "watch") && !strcmp(args->words[1], "off"))
        return exercise_watch_off(app);
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(verbs[i].word, args->words[0]) != 0)
            continue;
        const struct exercise *exercise = chosen_exercise(app, course, args, &diag);
        return exercise ? work_on(app, args, exercise, verbs[i].run)
                        : cmd_fault(app, STATUS_USAGE, &diag);
    }
    return unknown_verb(app, args);
}

const struct command command_exercise = {
    .name = "exercise",
    .usage = "list|start|edit|check|watch|run|trace|hint|diff|reset|solution [ID]",
    .summary = "coding practice, judged by what happened on the loop",
    .details = "start     puts a file to write into your workspace, and says what to do\n"
               "edit      opens it in $VISUAL or $EDITOR\n"
               "check     judges it; watch does so whenever you save it, in a session while\n"
               "          you go on; watch off ends that\n"
               "run       shows what it does on the loop under one schedule; with --real on\n"
               "          the real clock, and fetching from a real server on this machine\n"
               "trace     shows the run that decided about the last check\n"
               "hint      climbs one rung: from a nudge to nearly the answer\n"
               "diff      shows what you changed; reset starts over and keeps your file\n"
               "solution  shows ways to solve it, after a pass or three honest tries\n"
               "Without ID it is the one you started last; for start, the next one to do.",
    .options = {
        { "seed", "N", "check: the schedules of this seed" },
        { "quick", NULL, "check: skip the search for memory errors" },
        { "yes", NULL, "solution: show it now" },
        { "real", NULL, "run: with the real clock and network" },
        TRACING_OPTIONS,
    },
    .max_words = 2,
    .run = run,
};
