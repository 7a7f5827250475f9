#include "cmd/judging.h"

static int open_judge(struct judging *judging, const struct assignment *assignment,
                      struct judge_options options, struct diag *diag)
{
    options.home = judging->app->home;
    options.build = judging->app->build;
    return judge_open(&judging->judge, assignment, &options, diag);
}

static bool end_interrupt(struct judging *judging)
{
    return !judging->is_behind && interrupt_end(&judging->interrupt);
}

int judging_open(struct judging *judging, struct app *app, const struct assignment *assignment,
                 struct judge_options options)
{
    struct diag diag = { 0 };
    *judging = (struct judging){ .app = app };
    fflush(app->out);
    working_init(&judging->working, app->err, app_screen(app)->caps);
    working_say(&judging->working, "Making the judge ready; Ctrl-C stops it.");
    interrupt_begin_cancelling(&judging->interrupt);
    int err = open_judge(judging, assignment, options, &diag);
    if (!err)
        return STATUS_OK;
    working_clear(&judging->working);
    end_interrupt(judging);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    return cmd_fault(app, err > 0 ? STATUS_USAGE : STATUS_LACKING, &diag);
}

int judging_open_behind(struct judging *judging, struct app *app,
                        const struct assignment *assignment, struct judge_options options,
                        struct diag *diag)
{
    *judging = (struct judging){ .app = app, .is_behind = true };
    return open_judge(judging, assignment, options, diag);
}

bool judging_close(struct judging *judging)
{
    working_clear(&judging->working);
    judge_close(&judging->judge);
    return end_interrupt(judging);
}
