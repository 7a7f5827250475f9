/* `demo`: the program of a step, watched. */
#include "cmd/cmd.h"
#include "cmd/demo_program.h"
#include "cmd/tracing.h"

#include <stdlib.h>

#include <async.h>

#include "course/program.h"

static int run_twin(struct app *app, const struct step *step, struct tracing *tracing)
{
    const struct program_tools tools = app_tools(app);
    if (!tools.python) {
        struct diag diag = { 0 };
        diag_set(&diag, NULL, 0, 0,
                 "there is no python3 here; install it with: apt-get install python3");
        return cmd_fault(app, STATUS_LACKING, &diag);
    }
    tracing->mode = TRACING_OFF;
    tracing->argv = (const char *const[]){ tools.python, step->twin, NULL };
    return tracing_run(app, tracing);
}

static int run_demo(struct app *app, const struct step *step, const char *source,
                    struct tracing *tracing)
{
    char *program;
    struct diag diag = { 0 };
    int err = demo_program(app, step, source, &program, &diag);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    if (err)
        return cmd_fault(app, STATUS_LACKING, &diag);
    tracing->argv = (const char *const[]){ program, NULL };
    int status = tracing_run(app, tracing);
    free(program);
    return status;
}

static int run_broken(struct app *app, const struct cmd_args *args, const struct step *step,
                      struct tracing *tracing)
{
    if (cmd_has(args, "python"))
        return cmd_usage_fault(app, args->command, "only the C form can be run broken");
    if (!step->broken)
        return cmd_usage_fault(app, args->command, "the pitfall of %s cannot be run", step->id);
    struct buf name = { 0 };
    buf_addf(&name, "%s.broken", step->name);
    tracing->name = buf_str(&name);
    tracing->label = "Pitfall";
    tracing->hint = step->pitfall;
    tracing->story = step->broken_happens;
    int status = run_demo(app, step, step->broken, tracing);
    buf_finish(&name);
    return status;
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct diag diag = { 0 };
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    const struct step *step = course_find_step(course, args->words[0], &diag);
    if (!step)
        return cmd_fault(app, STATUS_USAGE, &diag);
    struct tracing tracing;
    int status = tracing_options(app, args, "virtual", &tracing);
    if (status)
        return status;
    tracing.name = step->name;
    tracing.label = "Watch";
    tracing.hint = step->watch;
    tracing.story = step->happens;
    tracing.panes = step->panes;
    if (cmd_has(args, "broken"))
        return run_broken(app, args, step, &tracing);
    if (!cmd_has(args, "python"))
        return run_demo(app, step, step->demo, &tracing);
    if (tracing.export || (cmd_has(args, "trace") && tracing.mode != TRACING_OFF))
        return cmd_usage_fault(app, args->command, "Python programs have no trace to show");
    return run_twin(app, step, &tracing);
}

const struct command command_demo = {
    .name = "demo",
    .usage = "LESSON/STEP [--python | --broken]",
    .summary = "run a step's program and watch what the event loop does",
    .details = "A step is named as lists show it: coroutines/calling, 3.2, or "
               "calling.\n" TRACING_DETAILS,
    .options = { TRACING_OPTIONS,
                 { "python", NULL, "run the Python form instead" },
                 { "broken", NULL, "run what falls into the step's pitfall" } },
    .min_words = 1,
    .max_words = 1,
    .run = run,
};
